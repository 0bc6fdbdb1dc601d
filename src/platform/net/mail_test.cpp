#include "platform/net/mail.hpp"

#include <gtest/gtest.h>

#include "platform/net/mail_text.hpp"

using namespace parvis;
using namespace parvis::net;

TEST(MailAddress, TakesTheOnesThatPeopleHave) {
  EXPECT_EQ(judged_address("amira.ali+parvis@example.org").value(), "amira.ali+parvis@example.org");
  EXPECT_EQ(judged_address("O'Neill@Example.ORG").value(), "O'Neill@example.org");
  EXPECT_EQ(judged_address("kontakt@åäö.se").value(), "kontakt@xn--4cab6c.se");
  EXPECT_EQ(judged_address("info@пошта.укр").value(), "info@xn--80a1acn3a.xn--j1amh");
}

TEST(MailAddress, SaysWhatIsTheMatter) {
  const std::pair<const char*, AddressNo> cases[] = {
      {"", AddressNo::empty},
      {"amira", AddressNo::no_at},
      {"amira@", AddressNo::no_at},
      {"@example.org", AddressNo::no_at},
      {"a@b@example.org", AddressNo::no_at},
      {"åsa@example.org", AddressNo::name_not_ascii},
      {"amira ali@example.org", AddressNo::strange_name},
      {"amira..ali@example.org", AddressNo::strange_name},
      {"\"amira\"@example.org", AddressNo::strange_name},
      {"<amira@example.org", AddressNo::strange_name},
      {"amira\r\nBcc: all@example.org", AddressNo::strange_name},
      {"amira@example.org\r\nBcc: all", AddressNo::strange_domain},
      {"amira@example.org>", AddressNo::strange_domain},
      {"amira@example.org,b", AddressNo::strange_domain},
      {"amira@localhost", AddressNo::strange_domain},
      {"amira@127.0.0.1", AddressNo::strange_domain},
      {"amira@[127.0.0.1]", AddressNo::strange_domain},
      {"amira@-a.example", AddressNo::strange_domain},
      {"amira@example..org", AddressNo::strange_domain},
      {"amira@example.org.", AddressNo::strange_domain},
      {"amira@ex\xff.org", AddressNo::strange_domain},
  };
  for (const auto& [address, expected] : cases) {
    const auto judged = judged_address(address);
    ASSERT_FALSE(judged) << address;
    EXPECT_EQ(judged.error(), expected) << address;
    EXPECT_FALSE(why(judged.error()).empty());
  }
  EXPECT_EQ(judged_address(std::string(65, 'a') + "@example.org").error(), AddressNo::too_long);
  EXPECT_EQ(judged_address(std::string(5'000, 'a') + "@example.org").error(), AddressNo::too_long);
}

TEST(MailHeader, KeepsPlainTextAndEncodesTheRest) {
  EXPECT_EQ(header_text("Welcome"), "Welcome");
  EXPECT_EQ(header_text("Välkommen"), "=?UTF-8?B?VsOkbGtvbW1lbg==?=");
  EXPECT_EQ(header_text("=?UTF-8?Q?x?="), "=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?=");
  EXPECT_EQ(mailbox_text("Bo \"the pipe\" Ek", "bo@example.org"),
            "\"Bo \\\"the pipe\\\" Ek\"\r\n <bo@example.org>");
  EXPECT_EQ(mailbox_text("", "bo@example.org"), "bo@example.org");
  EXPECT_EQ(date_text(std::chrono::sys_seconds(std::chrono::seconds(1'795'389'502))),
            "Sun, 22 Nov 2026 23:18:22 +0000");
  EXPECT_EQ(date_text(std::chrono::sys_seconds(std::chrono::seconds(-1))), "Wed, 31 Dec 1969 23:59:59 +0000");
}

TEST(MailHeader, FoldsBetweenLettersAndNeverLonger) {
  std::string subject;
  for (int i = 0; i < 40; ++i) subject += "مرحبا";
  const auto folded = header_text(subject);
  ASSERT_TRUE(folded);
  std::size_t begin = 0;
  for (std::size_t end = 0; end != std::string::npos; begin = end + 2) {
    end = folded->find("\r\n", begin);
    EXPECT_LE(9 + std::min(end, folded->size()) - begin, 76U);
  }
}

TEST(MailHeader, LetsNobodyBeginALine) {
  for (const char* text : {"a\r\nBcc: b", "a\nb", "a\rb", "a\tb", "a\x7f",
                           "a\xc2\x85"
                           "b",
                           "a\xe2\x80\xa8"
                           "b",
                           "a\xff"}) {
    EXPECT_EQ(header_text(text), std::nullopt);
    EXPECT_EQ(mailbox_text(text, "bo@example.org"), std::nullopt);
  }
  EXPECT_EQ(header_text(std::string("a\0b", 3)), std::nullopt);
  EXPECT_TRUE(is_message_id("7f3a.2@parvis.example.org"));
  for (const char* id : {"", "a", "a@", "@b", "<a@b>", "a@b\r\nX: y", "a b@c", "a@b>"})
    EXPECT_FALSE(is_message_id(id)) << id;
}

TEST(MailBody, EndsItsLinesAsMailDoes) {
  EXPECT_EQ(body_text("Hej!\nÅsa\r\n\t.\n"), "Hej!\r\nÅsa\r\n\t.\r\n");
  EXPECT_EQ(body_text("a\rb"), std::nullopt);
  EXPECT_EQ(body_text(std::string("a\0b", 3)), std::nullopt);
  EXPECT_EQ(body_text("a\x1b[2J"), std::nullopt);
  EXPECT_EQ(body_text("\xff"), std::nullopt);
  EXPECT_EQ(body_text(std::string(1'000'001, 'a')), std::nullopt);
}

TEST(Mail, IsRefusedBeforeAnybodyIsAsked) {
  const Mail good{
      {"Parvis", "parvis@example.org"}, {"Åsa", "asa@example.org"}, "Hej", "Hej", "", "1@example.org", {}};
  MailServer server;
  server.host = "127.0.0.1";
  server.port = 1;
  const auto fault = [&](auto change) {
    Mail mail = good;
    change(mail);
    return send(server, mail).error();
  };
  const auto is_never = [](MailFault given, MailFault::Why expected) {
    return given.when == MailFault::When::never && given.why == expected;
  };
  EXPECT_TRUE(is_never(fault([](Mail& m) { m.to.address = "asa"; }), MailFault::Why::to_address));
  EXPECT_TRUE(is_never(fault([](Mail& m) { m.from.address = ""; }), MailFault::Why::from_address));
  EXPECT_TRUE(
      is_never(fault([](Mail& m) { m.subject = "a\r\nBcc: b@example.org"; }), MailFault::Why::header));
  EXPECT_TRUE(is_never(fault([](Mail& m) { m.to.name = "a\nb"; }), MailFault::Why::header));
  EXPECT_TRUE(is_never(fault([](Mail& m) { m.message_id = "a"; }), MailFault::Why::header));
  EXPECT_TRUE(is_never(fault([](Mail& m) { m.text = "\xff"; }), MailFault::Why::body));
  const MailFault nobody = fault([](Mail&) {});
  EXPECT_EQ(nobody.when, MailFault::When::later);
  EXPECT_EQ(nobody.why, MailFault::Why::no_connection);
  server.security = MailServer::Security::none_on_loopback;
  for (const char* host : {"smtp.example.org", "", "a/b", "127.0.0.1@example.org", "a b"}) {
    server.host = host;
    EXPECT_TRUE(is_never(fault([](Mail&) {}), MailFault::Why::setting)) << host;
  }
}
