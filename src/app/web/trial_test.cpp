#include <gtest/gtest.h>

#include <thread>

#include "app/web/browser_in_tests.hpp"

namespace parvis::web {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Trial, TheDemoCityGoesFromChoiceToRound) {
  Site site(lindhamn());
  Browser browser(site);
  const auto check = browser.choose_demo("duo");
  EXPECT_EQ(check.status, 200);
  EXPECT_THAT(check.body, HasSubstr("Titles to settle"));
  EXPECT_EQ(header(browser.post("/en/prova/rakna"), "Location"), "/en/prova/omgang");
  const auto round = browser.get("/en/prova/omgang");
  EXPECT_EQ(round.status, 200);
  EXPECT_EQ(header(round, "Cache-Control"), "no-store");
  EXPECT_THAT(round.body, HasSubstr("Proposed pairs"));
}

TEST(Trial, TheLinkFromAProgrammeChoosesIt) {
  Site site(lindhamn());
  EXPECT_THAT(Browser(site).get("/en/prova", "program=yrkesmentorer").body,
              HasSubstr("value=\"yrkesmentorer/medicine\" selected"));
}

TEST(Trial, OwnSpreadsheetsBecomePairs) {
  Site site(lindhamn());
  Browser browser(site);
  browser.get("/en/prova");
  EXPECT_EQ(header(browser.upload("duo", adepts, mentors), "Location"), "/en/prova/kontroll");
  const auto check = browser.get("/en/prova/kontroll").body;
  EXPECT_THAT(check, HasSubstr("svetsarre"));
  EXPECT_THAT(check, HasSubstr("1 row is left for handling by hand."));
  browser.post("/en/prova/rakna");
  const auto pairs = browser.get("/en/prova/filer/pairs.csv");
  EXPECT_EQ(header(pairs, "Content-Disposition"), "attachment; filename=\"pairs.csv\"");
  EXPECT_THAT(pairs.body, HasSubstr("\na1,m"));
}

TEST(Trial, NothingOfAProtectedPersonIsOnAnyPageOrInAnyFile) {
  Site site(lindhamn());
  Browser browser(site);
  browser.get("/en/prova");
  browser.upload("duo", adepts, mentors);
  std::string all = browser.get("/en/prova/kontroll").body;
  browser.post("/en/prova/rakna");
  all += browser.get("/en/prova/omgang").body;
  for (const auto* file : {"pairs.csv", "round.html", "round.json", "certificate.json", "rejects.csv"})
    all += browser.get("/en/prova/filer/" + std::string(file)).body;
  EXPECT_THAT(all, Not(HasSubstr("Hemlig")));
  EXPECT_THAT(all, Not(HasSubstr("adept-77")));
}

TEST(Trial, ASettledTitleTakesPartAndIsWrittenOutForNextTime) {
  Site site(lindhamn());
  Browser browser(site);
  browser.get("/en/prova");
  browser.upload("duo", adepts, mentors);
  browser.get("/en/prova/kontroll");
  const auto wrong = browser.post("/en/prova/titlar", {{"title0", "svetsarre"}, {"other0", "xyzzy"}});
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body, HasSubstr("id=\"other0-error\""));
  const auto settled = browser.post("/en/prova/titlar", {{"title0", "svetsarre"}, {"choice0", "7212"}});
  EXPECT_EQ(header(settled, "Location"), "/en/prova/kontroll");
  EXPECT_THAT(browser.get("/en/prova/kontroll").body, Not(HasSubstr("Titles to settle")));
  EXPECT_THAT(browser.get("/en/prova/filer/titles.csv").body, HasSubstr("svetsarre,7212"));
  browser.post("/en/prova/rakna");
  EXPECT_THAT(browser.get("/en/prova/filer/pairs.csv").body, HasSubstr("\na2,m"));
}

TEST(Trial, ATitleCanBeSettledByWritingAnother) {
  Site site(lindhamn());
  Browser browser(site);
  browser.get("/en/prova");
  browser.upload("duo", adepts, mentors);
  browser.post("/en/prova/titlar", {{"title0", "svetsarre"}, {"choice0", ""}, {"other0", "svetsare"}});
  EXPECT_THAT(browser.get("/en/prova/filer/titles.csv").body, HasSubstr("svetsarre,7212"));
}

TEST(Trial, OtherWeightsGiveAnotherRoundAndSayWhatChanged) {
  Site site(lindhamn());
  Browser browser(site);
  browser.choose_demo("duo");
  browser.post("/en/prova/rakna");
  EXPECT_THAT(browser.get("/en/prova/omgang").body, Not(HasSubstr("Against the round before")));
  const auto wrong = browser.post("/en/prova/vikter", {{"w0", "much"}});
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body, HasSubstr("Write a whole number from 0 to 1,000"));
  Fields weights;
  for (int i = 0; i < 7; ++i) weights.emplace_back("w" + std::to_string(i), i == 1 ? "900" : "1");
  EXPECT_EQ(header(browser.post("/en/prova/vikter", weights), "Location"), "/en/prova/omgang");
  const auto round = browser.get("/en/prova/omgang").body;
  EXPECT_THAT(round, HasSubstr("Against the round before"));
  EXPECT_THAT(round, HasSubstr("value=\"900\""));
  browser.post("/en/prova/vikter", {{"own", "yes"}});
  EXPECT_THAT(browser.get("/en/prova/omgang").body, HasSubstr("value=\"40\""));
}

TEST(Trial, ABoundIsChosenByWhatItCostsAndStandsInTheFiles) {
  Site site(lindhamn());
  Browser browser(site);
  browser.choose_demo("stockholmsmentor/occupation");
  browser.post("/en/prova/rakna");
  const auto plain = browser.get("/en/prova/omgang").body;
  const std::string_view choice = "name=\"most\" value=\"";
  const auto first = plain.find(choice);
  ASSERT_NE(first, std::string::npos);
  const auto second = plain.find(choice, first + 1) + choice.size();
  const auto most = plain.substr(second, plain.find('"', second) - second);
  EXPECT_EQ(browser.post("/en/prova/lika", {{"most", "much"}}).status, 400);
  EXPECT_EQ(browser.post("/en/prova/lika", {{"most", "10001"}}).status, 400);
  EXPECT_EQ(header(browser.post("/en/prova/lika", {{"most", most}}), "Location"), "/en/prova/omgang");
  EXPECT_THAT(browser.get("/en/prova/omgang").body, HasSubstr("Held to a bound on equal opportunity"));
  EXPECT_THAT(browser.get("/en/prova/filer/round.json").body,
              HasSubstr("\"most_hundredths_of_a_point\": " + most));
  EXPECT_THAT(browser.get("/en/prova/filer/certificate.json").body, HasSubstr("\"version\": 2"));
  EXPECT_THAT(browser.get("/en/prova/filer/round.html").body, HasSubstr("What the bound changed"));
  browser.post("/en/prova/lika", {{"most", ""}});
  EXPECT_THAT(browser.get("/en/prova/omgang").body, Not(HasSubstr("Held to a bound")));
}

TEST(Trial, ALongRoundIsReadPageByPage) {
  Site site(lindhamn());
  Browser browser(site);
  browser.choose_demo("duo");
  browser.post("/en/prova/rakna");
  const auto rows = [](const std::string& page) {
    std::size_t n = 0;
    for (auto at = page.find("pv-scorebar"); at != std::string::npos; at = page.find("pv-scorebar", at + 1))
      ++n;
    return n;
  };
  const auto first = browser.get("/en/prova/omgang").body;
  const auto second = browser.get("/en/prova/omgang", "page=2").body;
  EXPECT_THAT(first, HasSubstr("rel=\"next\""));
  EXPECT_THAT(second, HasSubstr("rel=\"prev\""));
  EXPECT_NE(rows(first), rows(second));
  EXPECT_EQ(browser.get("/en/prova/omgang", "page=999999999999").status, 200);
  EXPECT_EQ(browser.get("/en/prova/omgang", "page=-3").status, 200);
}

TEST(Trial, ARoundThatTakesLongerShowsHowFarItHasCome) {
  auto options = lindhamn();
  options.patience = std::chrono::milliseconds(0);
  Site site(std::move(options));
  Browser browser(site);
  browser.choose_demo("duo");
  browser.post("/en/prova/rakna");
  // It may be done by now: then the page leads on.
  auto page = browser.get("/en/prova/raknar");
  if (page.status == 200) {
    EXPECT_THAT(page.body, HasSubstr("data-refresh"));
  }
  for (int i = 0; page.status == 200 && i < 3000; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    page = browser.get("/en/prova/raknar");
  }
  EXPECT_EQ(header(page, "Location"), "/en/prova/omgang");
  EXPECT_EQ(browser.get("/en/prova/omgang").status, 200);
}

TEST(Trial, WhatIsMissingIsToldAtItsField) {
  Site site(lindhamn());
  Browser browser(site);
  browser.get("/en/prova");
  const auto empty = browser.upload("duo", "", mentors);
  EXPECT_EQ(empty.status, 400);
  EXPECT_THAT(empty.body, HasSubstr("id=\"adepts-error\""));
  EXPECT_THAT(empty.body, HasSubstr("href=\"#adepts\""));
  EXPECT_EQ(browser.upload("nowhere", adepts, mentors).status, 400);
  EXPECT_EQ(browser.upload("duo", "id,a\n\"1", mentors).status, 400);
  EXPECT_EQ(browser.upload("duo", std::string((8u << 20) + 1, 'x'), mentors).status, 400);
}

TEST(Trial, TheGoodOneOfTwoFilesIsKeptUntilTheOtherIsMended) {
  Site site(lindhamn());
  Browser browser(site);
  browser.get("/en/prova");
  const auto before = browser.cookie;
  const auto wrong = browser.upload("duo", "id,a\n\"1", mentors);
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body, HasSubstr("id=\"adepts-error\""));
  EXPECT_THAT(wrong.body, HasSubstr("mentorer.csv is kept. You need not choose it again."));
  // As with all that is put in: a key that was planted beforehand does not open it.
  EXPECT_NE(browser.cookie, before);
  const auto again = browser.get("/en/prova").body;
  EXPECT_THAT(again, HasSubstr("mentorer.csv is kept."));
  EXPECT_THAT(again, Not(HasSubstr("adepter.csv is kept.")));
  EXPECT_EQ(header(browser.upload("duo", adepts, Browser::no_file), "Location"), "/en/prova/kontroll");
  browser.post("/en/prova/rakna");
  EXPECT_THAT(browser.get("/en/prova/filer/pairs.csv").body, HasSubstr("\na1,m"));
}

TEST(Trial, BothFilesAreKeptWhenOnlyTheProgrammeIsWrong) {
  Site site(lindhamn());
  Browser browser(site);
  browser.get("/en/prova");
  EXPECT_EQ(browser.upload("nowhere", adepts, mentors).status, 400);
  EXPECT_EQ(header(browser.upload("duo", Browser::no_file, Browser::no_file), "Location"),
            "/en/prova/kontroll");
}

TEST(Trial, AFileWithoutIdsIsAskedForAgainAndTheOtherIsKept) {
  Site site(lindhamn());
  Browser browser(site);
  browser.get("/en/prova");
  browser.upload("duo", "name\nAmira\n", mentors);
  const auto page = browser.get("/en/prova").body;
  EXPECT_THAT(page, HasSubstr("mentorer.csv is kept."));
  EXPECT_THAT(page, Not(HasSubstr("adepter.csv is kept.")));
  browser.upload("duo", adepts, Browser::no_file);
  EXPECT_THAT(browser.get("/en/prova/kontroll").body, Not(HasSubstr("cannot be used")));
}

TEST(Trial, AKeptFileIsForgottenWithItsVisit) {
  Site site(lindhamn());
  Browser browser(site);
  browser.get("/en/prova");
  browser.upload("duo", "id,a\n\"1", mentors);
  const auto cookie = browser.cookie;
  browser.post("/en/prova/glom");
  browser.cookie = cookie;
  EXPECT_THAT(browser.get("/en/prova").body, Not(HasSubstr("is kept.")));
}

TEST(Trial, AKeptFileCountsInTheMemoryOfAllVisits) {
  auto options = lindhamn();
  options.all_visits_bytes = 100'000;
  Site site(std::move(options));
  Browser browser(site);
  browser.get("/en/prova");
  std::string many = "id,interests\n";
  for (int i = 0; i < 2000; ++i) many += "p" + std::to_string(i) + ",fiske\n";
  const auto reply = browser.upload("duo", "id,a\n\"1", many);
  EXPECT_THAT(reply.body, HasSubstr("There is not room for that many rows here."));
  EXPECT_THAT(reply.body, Not(HasSubstr("is kept.")));
}

TEST(Trial, MoreRowsThanThereIsRoomForAreTurnedAwayPolitely) {
  auto options = lindhamn();
  options.all_visits_bytes = 1u << 20;
  Site site(std::move(options));
  Browser browser(site);
  browser.get("/en/prova");
  std::string many = "id,interests,languages,target groups\n";
  for (int i = 0; i < 500; ++i) many += "p" + std::to_string(i) + ",fiske,arabiska C1,nyanländ\n";
  const auto reply = browser.upload("duo", many, mentors);
  EXPECT_EQ(reply.status, 400);
  EXPECT_THAT(reply.body, HasSubstr("There is not room for that many rows here."));
  EXPECT_EQ(header(browser.get("/en/prova/kontroll"), "Location"), "/en/prova");
  EXPECT_EQ(header(browser.upload("duo", adepts, mentors), "Location"), "/en/prova/kontroll");
}

TEST(Trial, ASpreadsheetWithoutIdsCannotBeUsedAndSaysSo) {
  Site site(lindhamn());
  Browser browser(site);
  browser.get("/en/prova");
  browser.upload("duo", "name\nAmira\n", mentors);
  const auto check = browser.get("/en/prova/kontroll").body;
  EXPECT_THAT(check, HasSubstr("cannot be used"));
  EXPECT_THAT(check, Not(HasSubstr("/prova/rakna\"")));
  EXPECT_EQ(header(browser.post("/en/prova/rakna"), "Location"), "/en/prova/kontroll");
}

TEST(Trial, AServerForOthersTakesNoOwnFiles) {
  auto options = lindhamn();
  options.on_loopback = false;
  Site site(std::move(options));
  Browser browser(site, "parvis.example");
  browser.origin = "https://parvis.example";
  EXPECT_THAT(browser.get("/en/prova").body, Not(HasSubstr("type=\"file\"")));
  EXPECT_EQ(browser.upload("duo", adepts, mentors).status, 403);
  EXPECT_EQ(header(browser.post("/en/prova", {{"programme", "duo"}, {"data", "demo"}}), "Location"),
            "/en/prova/kontroll");
}

TEST(Forms, FromElsewhereOrWithoutTheTokenChangeNothing) {
  Site site(lindhamn());
  Browser browser(site);
  browser.choose_demo("duo");
  const auto token = std::exchange(browser.token, "0123456789abcdef0123456789abcdef");
  EXPECT_EQ(browser.post("/en/prova/rakna").status, 403);
  browser.token = token;
  browser.origin = "http://evil.example";
  EXPECT_EQ(browser.post("/en/prova/rakna").status, 403);
  EXPECT_EQ(browser.post("/en/prova/glom").status, 403);
  browser.origin = "http://127.0.0.1:8080";
  EXPECT_EQ(browser.get("/en/prova/kontroll").status, 200);
  EXPECT_EQ(browser.post("/en/prova/rakna").status, 303);
}

TEST(Forms, AnothersTokenDoesNotFit) {
  Site site(lindhamn());
  Browser one(site), other(site);
  one.choose_demo("duo");
  other.choose_demo("duo");
  one.token = other.token;
  EXPECT_EQ(one.post("/en/prova/rakna").status, 403);
}

}  // namespace
}  // namespace parvis::web
