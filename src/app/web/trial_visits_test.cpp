// Visits of Try a matching live in memory, and only for whoever they belong to.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <thread>

#include "app/web/browser_in_tests.hpp"

namespace parvis::web {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

TEST(VisitsInMemory, AreForgottenAfterHalfAnHour) {
  auto now = std::chrono::steady_clock::time_point{};
  auto options = lindhamn();
  options.clock = [&now] { return now; };
  Site site(std::move(options));
  Browser browser(site);
  browser.choose_demo("duo");
  now += std::chrono::minutes(29);
  EXPECT_EQ(browser.get("/en/prova/kontroll").status, 200);
  now += std::chrono::minutes(30);
  EXPECT_EQ(browser.post("/en/prova/rakna").status, 403);
  for (const auto* page : {"kontroll", "raknar", "omgang", "filer/rejects.csv"})
    EXPECT_EQ(header(browser.get("/en/prova/" + std::string(page)), "Location"), "/en/prova?slut=1") << page;
}

TEST(VisitsInMemory, WhoComesBackTooLateIsToldThatTheVisitIsOver) {
  Site site(lindhamn());
  Browser browser(site);
  const auto over = browser.get("/en/prova", "slut=1");
  EXPECT_EQ(over.status, 200);
  EXPECT_THAT(over.body, HasSubstr("Your visit is over. Choose again: it takes a few seconds."));
  EXPECT_THAT(over.body, HasSubstr("class=\"govuk-inset-text\""));
  EXPECT_THAT(over.body, HasSubstr("href=\"/ar/prova?slut=1\""));
  EXPECT_EQ(header(over, "Set-Cookie"), "");
  // Who has begun anew since is not told so.
  EXPECT_THAT(browser.get("/en/prova").body, HasSubstr("name=\"token\""));
  EXPECT_THAT(browser.get("/en/prova", "slut=1").body, Not(HasSubstr("Your visit is over")));
}

TEST(VisitsInMemory, AskingOnlyForTheHeadersBeginsNone) {
  Site site(lindhamn());
  Browser browser(site);
  const auto reply = browser.head("/en/prova");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(header(reply, "Set-Cookie"), "");
}

TEST(VisitsInMemory, AKeyPlantedBeforehandOpensNothingOfWhatIsPutIn) {
  Site site(lindhamn());
  Browser victim(site);
  victim.get("/en/prova");
  auto other = victim;
  victim.upload("duo", adepts, mentors);
  EXPECT_NE(victim.cookie, other.cookie);
  EXPECT_NE(victim.token, other.token);
  EXPECT_EQ(victim.get("/en/prova/kontroll").status, 200);
  EXPECT_EQ(header(other.get("/en/prova/kontroll"), "Location"), "/en/prova?slut=1");
  EXPECT_EQ(other.post("/en/prova/rakna").status, 403);
  // The demo city, too, begins a visit of its own.
  const auto before = victim.cookie;
  victim.choose_demo("duo");
  EXPECT_NE(victim.cookie, before);
}

TEST(VisitsInMemory, TwoServersOnOneComputerKeepTheirVisitsApart) {
  Site one(lindhamn()), other(lindhamn());
  one.listens_on(8080);
  other.listens_on(8081);
  EXPECT_THAT(header(Browser(one).get("/en/prova"), "Set-Cookie"), testing::StartsWith("parvis_visit_8080="));
  EXPECT_THAT(header(Browser(other, "127.0.0.1:8081").get("/en/prova"), "Set-Cookie"),
              testing::StartsWith("parvis_visit_8081="));
}

TEST(VisitsInMemory, AreForgottenAtOnceWhenAsked) {
  Site site(lindhamn());
  Browser browser(site);
  browser.choose_demo("duo");
  const auto cookie = browser.cookie;
  const auto reply = browser.post("/en/prova/glom");
  EXPECT_EQ(header(reply, "Location"), "/en/prova/glomt");
  EXPECT_THAT(header(reply, "Set-Cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(browser.get("/en/prova/glomt").status, 200);
  browser.cookie = cookie;
  EXPECT_EQ(header(browser.get("/en/prova/kontroll"), "Location"), "/en/prova?slut=1");
}

TEST(VisitsInMemory, OneSeesNothingOfAnothers) {
  Site site(lindhamn());
  Browser one(site), other(site);
  one.choose_demo("duo");
  other.get("/en/prova");
  EXPECT_NE(one.cookie, other.cookie);
  EXPECT_EQ(header(other.get("/en/prova/kontroll"), "Location"), "/en/prova");
}

/// Working and temporary folder of this process while it lives, both its own.
class OwnFolder {
 public:
  OwnFolder()
      : here_(fs::current_path()),
        own_(fs::temp_directory_path() / ("parvis-web-" + std::to_string(getpid()))) {
    fs::create_directories(own_);
    fs::current_path(own_);
    if (const char* before = std::getenv("TMPDIR")) temporary_ = before;
    setenv("TMPDIR", own_.c_str(), 1);
  }
  ~OwnFolder() {
    fs::current_path(here_);
    if (temporary_)
      setenv("TMPDIR", temporary_->c_str(), 1);
    else
      unsetenv("TMPDIR");
    fs::remove_all(own_);
  }

 private:
  fs::path here_, own_;
  std::optional<std::string> temporary_;
};

bool holds(const fs::path& path, const std::string& marker) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  return bytes.find(marker) != std::string::npos;
}

/// Files with the marker where this process may write: its own folder, and the tops of the temporary folders that
/// others use too.
std::vector<fs::path> files_with(const std::string& marker, fs::file_time_type since) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(fs::current_path()))
    if (entry.is_regular_file() && holds(entry.path(), marker)) found.push_back(entry.path());
  for (const auto* folder : {"/tmp", "/var/tmp", "/dev/shm"}) {
    std::error_code fault;
    for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
      std::error_code gone;
      if (at->is_regular_file(gone) && at->last_write_time(gone) >= since && !gone &&
          holds(at->path(), marker))
        found.push_back(at->path());
    }
  }
  return found;
}

TEST(VisitsInMemory, NothingOfAnUploadIsInAnyFileAfterwards) {
  const OwnFolder folder;
  const std::string marker =
      "Marker" + std::to_string(std::hash<std::string>()("parvis" + std::to_string(getpid())));
  const auto since = fs::file_time_type::clock::now() - std::chrono::seconds(2);
  {
    Site site(lindhamn());
    Browser browser(site);
    browser.get("/en/prova");
    browser.upload("duo", std::string(adepts) + "a9," + marker + ",svetsare,arabiska C1,fiske,nyanländ,nej\n",
                   mentors);
    browser.post("/en/prova/rakna");
    ASSERT_THAT(browser.get("/en/prova/filer/pairs.csv").body, HasSubstr("a9,"));
    browser.post("/en/prova/glom");
  }
  EXPECT_THAT(files_with(marker, since), testing::IsEmpty());
  // And had there been one, it would have been found.
  std::ofstream("left-behind") << marker;
  EXPECT_THAT(files_with(marker, since), testing::SizeIs(1));
}

}  // namespace
}  // namespace parvis::web
