#include "app/settings/settings.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace parvis::settings {
namespace {

class Settings : public testing::Test {
 protected:
  Settings()
      : folder(std::filesystem::temp_directory_path() / ("parvis-settings-" + std::to_string(getpid()))) {
    std::filesystem::create_directory(folder);
    put("city.secret", "  hemligt med blanksteg inuti\n");
  }
  ~Settings() override { std::filesystem::remove_all(folder); }
  std::string put(const std::string& name, const std::string& text) {
    std::ofstream(folder / name) << text;
    return (folder / name).string();
  }
  std::string sign_in(const std::string& more, const std::string& address = "https://parvis.example.org") {
    return put("sign-in.toml", "address = \"" + address +
                                   "\"\n[[service]]\nid = \"city\"\nname = \"Staden\"\n" +
                                   "issuer = \"https://login.example.org\"\nclient_id = \"parvis\"\n" + more);
  }
  static std::string told(const Fault& fault) {
    return std::to_string(fault.line) + ": " + in_english(fault.expected);
  }
  std::filesystem::path folder;
};

TEST_F(Settings, OfAServiceAreReadWithTheSecretFromItsFile) {
  const auto read =
      read_sign_in(sign_in("client_secret_file = \"city.secret\"\nsecond_factor_amr = [\"mfa\"]\n"));
  ASSERT_TRUE(read) << told(read.error());
  ASSERT_EQ(read->size(), 1u);
  const auto& service = read->front();
  EXPECT_EQ(service.configuration.client_secret, "hemligt med blanksteg inuti");
  EXPECT_EQ(service.configuration.redirect_uri, "https://parvis.example.org/sv/logga-in/tillbaka/city");
  EXPECT_EQ(service.vouches.amr, std::vector<std::string>{"mfa"});
  EXPECT_TRUE(service.configuration.must_have.amr.empty());
}

TEST_F(Settings, ThatAreWrongAreToldWithTheirLine) {
  const std::string secret = "client_secret_file = \"city.secret\"\n";
  EXPECT_EQ(told(read_sign_in(sign_in("")).error()),
            "2: client_secret_file is missing. Write for example client_secret_file = \"city.secret\".");
  EXPECT_EQ(told(read_sign_in(sign_in(secret + "acr = []\n")).error()), "8: There is no setting acr.");
  EXPECT_EQ(told(read_sign_in(sign_in(secret + "second_factor_amr = \"mfa\"\n")).error()),
            "8: second_factor_amr is a list of texts, such as [\"mfa\"].");
  EXPECT_EQ(told(read_sign_in(sign_in(secret, "http://parvis.example.org")).error()),
            "2: The address to which people come back after sign-in begins with https://.");
  EXPECT_FALSE(read_sign_in(sign_in("client_secret_file = \"another.secret\"\n")));
  EXPECT_FALSE(read_sign_in((folder / "none.toml").string()));
  EXPECT_EQ(told(read_sign_in(put("sign-in.toml", "address = \"https://a.example\"\n")).error()),
            "1: Write one to ten services, each under [[service]].");
}

TEST_F(Settings, OfAMailServerHaveAUserAndAPasswordOrNeither) {
  const std::string begun =
      "address = \"https://parvis.example.org/\"\nhost = \"smtp.example.org\"\nfrom = "
      "\"parvis@example.org\"\n";
  const auto plain = read_mail(put("mail.toml", begun));
  ASSERT_TRUE(plain) << told(plain.error());
  EXPECT_EQ(plain->address, "https://parvis.example.org");
  EXPECT_EQ(plain->server.port, 587);
  EXPECT_EQ(plain->from.address, "parvis@example.org");
  const auto whole = read_mail(
      put("mail.toml", begun + "security = \"tls\"\nuser = \"parvis\"\npassword_file = \"city.secret\"\n"));
  ASSERT_TRUE(whole) << told(whole.error());
  EXPECT_EQ(whole->server.port, 465);
  EXPECT_EQ(whole->server.password, "hemligt med blanksteg inuti");
  EXPECT_FALSE(read_mail(put("mail.toml", begun + "user = \"parvis\"\n")));
  EXPECT_FALSE(read_mail(put("mail.toml", begun + "security = \"maybe\"\n")));
  EXPECT_FALSE(read_mail(put("mail.toml", begun + "port = 70000\n")));
  EXPECT_FALSE(read_mail(put("mail.toml", "host = \"smtp.example.org\"\nfrom = \"nobody\"\n")));
}

}  // namespace
}  // namespace parvis::settings
