#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>
#include <vector>

#include "app/demo/demo.hpp"
#include "terminal/program.hpp"

namespace parvis {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view lindhamn =
    "match --programme {source}/tests/lindhamn/programme.toml --adepts {source}/tests/lindhamn/adepts.csv "
    "--mentors {source}/tests/lindhamn/mentors.csv --on 2026-07-01 ";
constexpr std::string_view all_files =
    "--out pairs.csv --report round.html --json round.json --certificate cert.json --rejects rejects.csv ";
constexpr std::string_view demo_round =
    "match --programme {source}/examples/programmes/stockholmsmentor.toml --track occupation --adepts "
    "adepts.csv "
    "--mentors mentors.csv --on 2026-11-01 ";
constexpr std::string_view demo_check =
    "verify --programme {source}/examples/programmes/stockholmsmentor.toml --track occupation --adepts "
    "adepts.csv "
    "--mentors mentors.csv --pairs pairs.csv --certificate cert.json ";

std::string plus(std::string_view first, std::string_view second) {
  return std::string(first) + std::string(second);
}

/// Everything that a run leaves: its files and what it said.
std::string everything(const Desk& desk, const Ran& ran) {
  std::string all = ran.out + ran.err;
  for (const auto* name : {"pairs.csv", "round.html", "round.json", "cert.json", "rejects.csv"})
    all += std::string(name) + "\n" + desk.read(name);
  return all;
}

/// One pair of pairs.csv: its cells.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream rest(line + ",");
  for (std::string cell; std::getline(rest, cell, ',');) cells.push_back(cell);
  return cells;
}

demo::City city(int adepts, int mentors, std::uint64_t seed = 1) {
  return demo::make_city(*occupations::Taxonomy::starter(), adepts, mentors, seed);
}

TEST(Terminal, TwoSpreadsheetsBecomePairsWithAProof) {
  const Desk desk;
  const auto people = city(150, 100);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  const auto made = desk.run(plus(demo_round, all_files));
  EXPECT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(desk.read("pairs.csv"), testing::StartsWith("adept_id,mentor_id,score,occupation,languages,"));
  const auto proved = desk.run(demo_check);
  EXPECT_EQ(proved.exit_code, 0) << proved.out << proved.err;
}

TEST(Terminal, AProgrammeOf231PairsIsMatchedProvedAndPrinted) {
  const Desk desk;
  const auto people = city(500, 159);  // so many that the track makes as many pairs as a real programme had
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  const auto made = desk.run(plus(demo_round, plus(all_files, "--lang en")));
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(made.err, HasSubstr("Matched 231 pairs"));
  const auto pairs = desk.read("pairs.csv");
  EXPECT_EQ(std::count(pairs.begin(), pairs.end(), '\n'), 1 + 231);
  const auto proved = desk.run(plus(demo_check, "--lang en"));
  EXPECT_EQ(proved.exit_code, 0) << proved.out << proved.err;
  EXPECT_THAT(proved.out, HasSubstr("Proved: 231 pairs"));
  EXPECT_THAT(desk.read("round.html"), HasSubstr("231"));
}

TEST(Terminal, ARoundHeldToABoundIsProvedAndSaysWhatItCost) {
  const Desk desk;
  const auto people = city(150, 100);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  for (const auto* bound : {"--most-difference 0.5", "--bound woman=45.. --bound man=..30",
                            "--bound partner:Svetsföreningen=..0"}) {
    const auto made =
        desk.run(plus(demo_round, plus(plus(all_files, bound), " --ground 'the plan of 2026' --lang en")));
    ASSERT_EQ(made.exit_code, 0) << bound << made.err;
    EXPECT_THAT(made.err, HasSubstr("Without the bound: "));
    EXPECT_THAT(made.err, HasSubstr("woman: before "));
    EXPECT_THAT(desk.read("round.html"), HasSubstr("the plan of 2026"));
    EXPECT_THAT(desk.read("round.json"), HasSubstr("\"ground\": \"the plan of 2026\""));
    const auto proved = desk.run(demo_check);
    EXPECT_EQ(proved.exit_code, 0) << bound << proved.out << proved.err;
  }
}

TEST(Terminal, WhatEachDifferenceWouldCostIsWrittenDown) {
  const Desk desk;
  const auto people = city(150, 100);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv --trade-offs trade-offs.csv")).exit_code, 0);
  std::istringstream lines(desk.read("trade-offs.csv"));
  std::string line, last;
  std::getline(lines, line);
  EXPECT_EQ(line, "women,women_matched,men,men_matched,matched,score,difference");
  int choices = 0;
  while (std::getline(lines, line)) {
    last = line;
    ++choices;
  }
  EXPECT_GE(choices, 3);
  // The last one is the round itself.
  const auto pairs = desk.read("pairs.csv");
  const auto matched = std::to_string(std::count(pairs.begin(), pairs.end(), '\n') - 1);
  EXPECT_THAT(last, HasSubstr("," + matched + ","));
}

TEST(Terminal, ABoundThatIsNotUnderstoodOrCannotBeKeptIsToldAndNothingIsWritten) {
  const Desk desk;
  const auto people = city(60, 40);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  const struct {
    std::string_view asked;
    int exit_code;
    std::string_view told;
  } table[] = {
      {"--bound woman=3..", 2, "A bound needs a ground"},
      {"--most-difference 5 --ground ' '", 2, "A bound needs a ground"},
      {"--ground plan", 2, "Give --bound or --most-difference with it"},
      {"--bound woman=3.. --most-difference 5 --ground plan", 2,
       "Give either bounds on groups or a greatest difference"},
      {"--bound religion:any=3 --ground plan", 2,
       "Only gender, district, age, partner and waiting time may be bounded"},
      {"--bound woman=x --ground plan", 2, "--bound woman=x is not understood"},
      {"--most-difference much --ground plan", 2, "much is not a number of percentage points"},
      {"--bound woman=9999.. --ground plan", 3, "there are not so many"},
      {"--bound woman=1.. --bound age:18-40=1.. --ground plan", 3, "cross each other"},
      {"--bound partner:Svetsföreningen=0..0 --bound woman=..0 --bound man=..0 --bound other=9 --ground plan",
       3, ""},
  };
  for (const auto& row : table) {
    const auto ran = desk.run(plus(demo_round, plus("--out pairs.csv --lang en ", row.asked)));
    EXPECT_EQ(ran.exit_code, row.exit_code) << row.asked << ran.err;
    EXPECT_THAT(ran.err, HasSubstr(std::string(row.told))) << row.asked;
    EXPECT_FALSE(desk.has("pairs.csv")) << row.asked;
  }
}

constexpr std::string_view what_if =
    "whatif --programme {source}/examples/programmes/stockholmsmentor.toml --track occupation --adepts "
    "adepts.csv "
    "--mentors mentors.csv --on 2026-11-01 --lang en ";

TEST(Terminal, WhatIfTellsWhatAPairWouldCostAndARoundWithItLockedSaysTheSame) {
  const Desk desk;
  const auto people = city(150, 100);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv --lang en")).exit_code, 0);
  const auto cells = cells_of(desk.read("pairs.csv").substr(desk.read("pairs.csv").find('\n') + 1));
  const auto adept = cells[0], mentor = cells[1];
  const auto same = desk.run(plus(what_if, "--pair " + adept + "," + mentor + " --alternatives " + adept));
  EXPECT_EQ(same.exit_code, 0) << same.err;
  EXPECT_THAT(same.out, HasSubstr(adept + " and " + mentor + ": score"));
  EXPECT_THAT(same.out, HasSubstr("costs nothing"));
  EXPECT_THAT(same.out, HasSubstr(adept + ": "));

  // Without the mentor: what whatif says is what a round without them says.
  const auto left = desk.run(plus(what_if, "--without-mentor " + mentor));
  EXPECT_EQ(left.exit_code, 0) << left.err;
  std::istringstream rows(people.mentors_csv);
  std::string row, others;
  while (std::getline(rows, row))
    if (!row.starts_with(mentor + ",")) others += row + "\n";
  desk.write("mentors.csv", others);
  const auto afresh = desk.run(plus(what_if, ""));
  const auto line = [](const std::string& out, std::string_view start) {
    const auto at = out.find(start);
    EXPECT_NE(at, std::string::npos) << out;
    return out.substr(at + start.size(), out.find('\n', at) - at - start.size());
  };
  EXPECT_EQ(line(left.out, "As if: "), line(afresh.out, "The round: "));
}

TEST(Terminal, WhatIfListsTheMentorsToRecruit) {
  const Desk desk;
  const auto people = city(150, 60);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  const auto ran =
      desk.run(plus(what_if, "--recruit --language arabiska --district Farsta --out recruit.csv"));
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Mentors to recruit"));
  EXPECT_THAT(ran.out, HasSubstr("one person more a mentor. Waiting: "));
  EXPECT_THAT(desk.read("recruit.csv"),
              testing::StartsWith(
                  "ssyk,occupation,waiting,one_more_matched,one_more_score,useful,all_matched,all_score\n"));
}

TEST(Terminal, WhatIfTellsWhatItDoesNotUnderstand) {
  const Desk desk;
  const auto people = city(30, 20);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  const std::pair<std::string_view, std::string_view> table[] = {
      {"--pair nobody,M-1", "There is no adept nobody in this round."},
      {"--pair A-1", "--pair A-1 is not understood"},
      {"--without-mentor X", "There is no mentor X in this round."},
      {"--places M-1=many", "--places M-1=many is not understood"},
      {"--places M-1=51", "--places M-1=51 is not understood"},
      {"--recruit --language klingonska", "No language is called klingonska."},
  };
  for (const auto& [asked, told] : table) {
    const auto ran = desk.run(plus(what_if, asked));
    EXPECT_EQ(ran.exit_code, 2) << asked << ran.err;
    EXPECT_THAT(ran.err, HasSubstr(std::string(told)));
  }
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv")).exit_code, 0);
  const auto pairs = desk.read("pairs.csv");
  const auto pair = cells_of(pairs.substr(pairs.find('\n') + 1));
  desk.write("locks.csv", "adept_id,mentor_id,in|out,reason\n" + pair[0] + "," + pair[1] + ",in,known\n");
  const auto locked = desk.run(plus(what_if, "--locks locks.csv --places " + pair[1] + "=0"));
  EXPECT_EQ(locked.exit_code, 2) << locked.err;
  EXPECT_THAT(locked.err, HasSubstr(pair[1] + " is locked to more adepts than that"));
  const auto gone = desk.run(plus(what_if, "--locks locks.csv --without-mentor " + pair[1]));
  EXPECT_EQ(gone.exit_code, 0) << gone.err;
}

TEST(Terminal, ATamperedPairIsNotProved) {
  const Desk desk;
  const auto people = city(80, 50);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  ASSERT_EQ(desk.run(plus(demo_round, all_files)).exit_code, 0);
  auto pairs = desk.read("pairs.csv");
  pairs.erase(pairs.rfind('\n', pairs.size() - 2) + 1);  // the last pair goes
  desk.write("pairs.csv", pairs);
  const auto checked = desk.run(demo_check);
  EXPECT_EQ(checked.exit_code, 1) << checked.out;
}

std::string line_of(const std::vector<std::string>& cells) {
  std::string line;
  for (const auto& cell : cells) line += (line.empty() ? "" : ",") + cell;
  return line;
}
std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> lines;
  std::istringstream rest(bytes);
  for (std::string line; std::getline(rest, line);) lines.push_back(line);
  return lines;
}
std::string bytes_of_lines(const std::vector<std::string>& lines) {
  std::string bytes;
  for (const auto& line : lines) bytes += line + "\n";
  return bytes;
}
/// Once, and it must be there.
std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

class Tampering : public testing::Test {
 protected:
  Tampering() {
    const auto made = desk.run(plus(lindhamn, "--out pairs.csv --certificate cert.json"));
    EXPECT_EQ(made.exit_code, 0) << made.err;
    pairs = lines_of(desk.read("pairs.csv"));
    certificate = desk.read("cert.json");
    EXPECT_GE(pairs.size(), 4u);
  }
  Ran check(const std::string& more = "") const {
    return desk.run(
        "verify --programme {source}/tests/lindhamn/programme.toml --adepts "
        "{source}/tests/lindhamn/adepts.csv "
        "--mentors {source}/tests/lindhamn/mentors.csv --pairs pairs.csv --certificate cert.json --lang en " +
        more);
  }
  void expect_not_proved(const std::string& what, const std::string& reason, const std::string& more = "") {
    const auto ran = check(more);
    EXPECT_EQ(ran.exit_code, 1) << what << "\n" << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr(reason)) << what;
    EXPECT_THAT(ran.out, HasSubstr("Not proved.")) << what;
  }
  void expect_pairs_not_proved(const std::string& what, const std::vector<std::string>& tampered,
                               const std::string& reason) {
    desk.write("pairs.csv", bytes_of_lines(tampered));
    expect_not_proved(what, reason);
    desk.write("pairs.csv", bytes_of_lines(pairs));
  }
  void expect_certificate_not_proved(const std::string& what, const std::string& tampered,
                                     const std::string& reason) {
    desk.write("cert.json", tampered);
    expect_not_proved(what, reason);
    desk.write("cert.json", certificate);
  }

  Desk desk;
  std::vector<std::string> pairs;  ///< lines, the header first
  std::string certificate;
};

TEST_F(Tampering, OfNothingIsProved) {
  EXPECT_EQ(check().exit_code, 0);
}

TEST_F(Tampering, WithThePairsIsFound) {
  auto changed = pairs;
  auto first = cells_of(pairs[1]), second = cells_of(pairs[2]);
  std::swap(first[1], second[1]);
  changed[1] = line_of(first);
  changed[2] = line_of(second);
  expect_pairs_not_proved("mentors swapped", changed, first[0] + " and " + first[1]);

  changed = pairs;
  auto cells = cells_of(pairs[1]);
  const auto score = cells[2];
  cells[2] = std::to_string(std::stoi(score) + 1);
  changed[1] = line_of(cells);
  expect_pairs_not_proved("a score and one", changed, cells[0] + " and " + cells[1] + ": the score is ");

  changed = pairs;
  cells = cells_of(pairs[1]);
  cells[3] = cells[3] == "1" ? "2" : "1";
  changed[1] = line_of(cells);
  expect_pairs_not_proved("one criterion's value", changed, cells[0] + " and " + cells[1]);

  changed = pairs;
  changed.push_back(pairs[1]);
  expect_pairs_not_proved("a pair doubled", changed, "stands in more than one pair.");

  changed = pairs;
  changed.pop_back();
  expect_pairs_not_proved("a pair dropped", changed, "pairs are claimed, but there are");
}

TEST_F(Tampering, WithTheCertificateIsFound) {
  expect_certificate_not_proved(
      "another day", with(certificate, "\"on\": \"2026-07-01\"", "\"on\": \"2026-03-01\""), "is claimed.");
  expect_not_proved("another seed", "The certificate is for the seed 1.", "--seed 2");
  expect_certificate_not_proved("another programme", with(certificate, "\"lindhamn\"", "\"hamnlind\""),
                                "The certificate is for another programme or track");
  auto json = nlohmann::json::parse(certificate);
  for (const auto* side : {"adepts", "mentors"}) {
    for (const auto& [id, price] : json["prices"][side].items()) {
      auto tampered = json;
      tampered["prices"][side][id] = price.get<std::int64_t>() + 1;
      expect_certificate_not_proved("a price and one", tampered.dump(), "The prices sum to");
      break;
    }
  }
  auto bare = json;
  bare["cover"] = {{"adepts", nlohmann::json::array()}, {"mentors", nlohmann::json::array()}};
  expect_certificate_not_proved("no cover", bare.dump(), "The cover has the size 0");
  auto more = json;
  more["matched"] = json["matched"].get<int>() + 1;
  expect_certificate_not_proved("one pair more claimed", more.dump(), "pairs are claimed, but there are");
}

TEST_F(Tampering, WithLocksIsFound) {
  const auto cells = cells_of(pairs[1]);
  desk.write("locks.csv", "adept_id,mentor_id,lock\n" + cells[0] + "," + cells[1] + ",out\n");
  expect_not_proved("a pair locked out",
                    cells[0] + " and " + cells[1] + " are locked out, but are among the pairs.",
                    "--locks locks.csv");
  desk.write("locks.csv", "adept_id,mentor_id,lock\nA11,M7,in\n");
  if (cells_of(pairs[1])[0] != "A11")
    expect_not_proved("a pair locked in", "A11 and M7 are locked in, but are not among the pairs.",
                      "--locks locks.csv");
}

TEST_F(Tampering, ThatLeavesNoFileToReadIsBadInput) {
  for (const auto* no_certificate : {"{}", "", "no JSON", "[1]", "{\"format\": 1}"}) {
    desk.write("cert.json", no_certificate);
    EXPECT_EQ(check().exit_code, 3) << no_certificate;
  }
  desk.write("cert.json", certificate);
  desk.write("pairs.csv", "adept_id,score\nA1,1\n");
  EXPECT_EQ(check().exit_code, 3);
  std::filesystem::remove(desk.path("pairs.csv"));
  EXPECT_EQ(check().exit_code, 3);
  desk.write("pairs.csv", bytes_of_lines(pairs));
  std::filesystem::remove(desk.path("cert.json"));
  EXPECT_EQ(check().exit_code, 3);
}

TEST(Terminal, ADiskThatIsFullIsAFault) {
  const Desk desk;
  const auto ran = desk.run(plus(lindhamn, "--out /dev/full"));
  EXPECT_EQ(ran.exit_code, 4) << ran.err;
}

TEST(Terminal, OrderThreadsLocaleAndTimeZoneChangeNothing) {
  const Desk desk;
  auto people = city(300, 200);
  // Of a doubled id the first row stands, and that does depend on the order.
  people.adepts_csv = with_each_id_once(people.adepts_csv);
  people.mentors_csv = with_each_id_once(people.mentors_csv);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  const auto first =
      desk.run(plus(demo_round, "--out pairs.csv --report round.html --certificate cert.json --threads 1"));
  ASSERT_EQ(first.exit_code, 0) << first.err;
  const auto pairs = desk.read("pairs.csv"), report = desk.read("round.html"), proof = desk.read("cert.json");
  for (unsigned seed = 1; seed <= 3; ++seed) {
    desk.write("adepts.csv", with_rows_shuffled(people.adepts_csv, seed));
    desk.write("mentors.csv", with_rows_shuffled(people.mentors_csv, seed + 10));
    desk.run(plus(demo_round, "--out pairs.csv --report round.html --certificate cert.json --threads 2"),
             seed == 1 ? "TZ=Asia/Tokyo LC_ALL=sv_SE.UTF-8" : "TZ=America/Los_Angeles LC_ALL=C LANGUAGE=ar");
    EXPECT_EQ(desk.read("pairs.csv"), pairs);
    EXPECT_EQ(desk.read("cert.json"), proof);
    EXPECT_EQ(desk.read("round.html"), report);
  }
}

TEST(Terminal, NothingOfAProtectedPersonIsInAnyOutput) {
  const Desk desk;
  const auto ran = desk.run(plus(lindhamn, plus(all_files, "--names")));
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  const auto all = everything(desk, ran);
  EXPECT_THAT(all, Not(HasSubstr("Hemlig")));
  for (const auto* id : {">A5<", "\"A5\"", "A5,", "A5 "})
    EXPECT_THAT(desk.read("pairs.csv") + desk.read("round.json") + ran.err, Not(HasSubstr(id)));
  EXPECT_THAT(all, Not(HasSubstr(">A5<")));
  EXPECT_THAT(all, HasSubstr("Amira"));
}

TEST(Terminal, NamesStandInTheReportOnlyWhenAskedFor) {
  const Desk desk;
  const auto ran = desk.run(plus(lindhamn, all_files));
  EXPECT_THAT(everything(desk, ran), Not(HasSubstr("Amira")));
}

TEST(Terminal, LocksAndTitlesAreKept) {
  const Desk desk;
  const auto ran = desk.run(
      plus(lindhamn,
           plus(all_files,
                "--locks {source}/tests/lindhamn/locks.csv --titles {source}/tests/lindhamn/titles.csv")));
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(desk.read("pairs.csv"), HasSubstr("A11,M7,"));
  EXPECT_THAT(desk.read("pairs.csv"), Not(HasSubstr("A2,M3,")));
  EXPECT_THAT(desk.read("round.html"), HasSubstr("Hassan and Sven have met"));
}

TEST(Terminal, EachKindOfMistakeHasItsExitCode) {
  const Desk desk;
  EXPECT_EQ(desk.run("").exit_code, 2);
  EXPECT_EQ(desk.run("match --out pairs.csv").exit_code, 2);
  EXPECT_EQ(desk.run("matchmaking").exit_code, 2);
  EXPECT_EQ(desk.run("--help").exit_code, 0);
  EXPECT_EQ(desk.run(plus(lindhamn, "--out pairs.csv --track nowhere")).exit_code, 2);
  EXPECT_EQ(desk.run("match --programme none.toml --adepts a.csv --mentors m.csv --out pairs.csv").exit_code,
            3);
  EXPECT_EQ(desk.run(plus(lindhamn, "--out no/such/folder/pairs.csv")).exit_code, 2);
  desk.write("adepts.csv", "name\nAmira\n");
  desk.write("mentors.csv", "id\nM1\n");
  EXPECT_EQ(desk.run(plus(demo_round, "--out pairs.csv")).exit_code, 3);
  EXPECT_FALSE(desk.has("pairs.csv"));
  desk.write("adepts.csv", "id,occupation\nA1,svetsare\n");
  desk.write("mentors.csv", "id,occupation\nM1,förskollärare\n");
  EXPECT_EQ(desk.run(plus(demo_round, "--out pairs.csv")).exit_code, 1);
}

TEST(Terminal, AFolderThatIsMissingIsToldBeforeAnythingElse) {
  const Desk desk;
  for (const auto* option : {"--report", "--json", "--certificate", "--rejects"}) {
    const auto ran =
        desk.run("match --programme none.toml --adepts a.csv --mentors m.csv --lang en --out pairs.csv " +
                 std::string(option) + " no/such/file");
    EXPECT_EQ(ran.exit_code, 2) << option;
    EXPECT_THAT(ran.err, HasSubstr("There is no folder no/such for no/such/file."));
  }
  EXPECT_THAT(desk.run("match --programme p --adepts a --mentors m --lang en --out .").err,
              HasSubstr("is a folder"));
}

TEST(Terminal, HelpAndWrongUseAreInTheReadersLanguage) {
  const Desk desk;
  const auto help = desk.run("--lang en match --help");
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.out, HasSubstr("Usage: parvis match"));
  EXPECT_THAT(help.out, HasSubstr("the best pairs from two spreadsheets, with reasons"));
  EXPECT_THAT(help.out, HasSubstr("--track VALUE "));
  EXPECT_THAT(help.out, Not(HasSubstr("--names VALUE")));
  EXPECT_EQ(desk.run("match --help --lang=en").out, help.out);
  EXPECT_EQ(desk.run("match --help", "LC_ALL= LC_MESSAGES= LANG=en_GB.UTF-8").out, help.out);
  EXPECT_EQ(desk.run("match --help", "LC_ALL= LC_MESSAGES=en_GB LANG=sv_SE.UTF-8").out, help.out);
  EXPECT_EQ(desk.run("match --help", "LC_ALL= LC_MESSAGES= LANG=de_DE.UTF-8").out,
            desk.run("match --help --lang sv").out);
  EXPECT_THAT(desk.run("--help --lang en").out, HasSubstr("130 interrupted"));

  const auto told = [&desk](const std::string& line) { return desk.run("--lang en " + line); };
  EXPECT_THAT(told("").err, HasSubstr("A command is missing"));
  EXPECT_THAT(told("match --out pairs.csv").err, HasSubstr("--programme is missing."));
  EXPECT_THAT(told("doctor matchmaking").err, HasSubstr("matchmaking is not understood here."));
  EXPECT_THAT(told("demo --out x --seed seven").err, HasSubstr("--seed: write a whole number such as 7"));
  EXPECT_THAT(told("demo --out x --adepts -1").err, HasSubstr("--adepts: write a whole number from 0 to"));
  EXPECT_THAT(told("assign x --format xml").err,
              HasSubstr("--format: write one of orlib, dimacs-asn, edges"));
  EXPECT_THAT(told("demo --out").err, HasSubstr("--out takes a value."));
  EXPECT_THAT(told("demo --out a --out b").err, HasSubstr("--out can be given once only."));
  EXPECT_THAT(told("mach --out x").err, HasSubstr("mach is not understood here. Did you mean match?"));
  EXPECT_THAT(told("match --adpets a.csv").err,
              HasSubstr("--adpets is not understood here. Did you mean --adepts?"));
  for (const auto* line : {"--lang", "doctor --lang de", "--lang=svenska doctor"})
    EXPECT_EQ(desk.run(line).exit_code, 2) << line;
}

TEST(Terminal, TheDemoCityIsWrittenOverNothing) {
  const Desk desk;
  const auto run = [&desk](const std::string& more) {
    return desk.run("demo --lang en --adepts 5 --mentors 5 --out city" + more);
  };
  ASSERT_EQ(run("").exit_code, 0);
  desk.write("city/mentors.csv", "mine");
  std::filesystem::remove(desk.path("city/adepts.csv"));
  const auto again = run("");
  EXPECT_EQ(again.exit_code, 2);
  EXPECT_THAT(again.err, HasSubstr("city/mentors.csv is there already"));
  EXPECT_EQ(desk.read("city/mentors.csv"), "mine");
  EXPECT_FALSE(desk.has("city/adepts.csv"));
  EXPECT_EQ(run(" --replace").exit_code, 0);
  EXPECT_NE(desk.read("city/mentors.csv"), "mine");
}

TEST(Terminal, AFormulaInAKeptColumnNeverRuns) {
  const Desk desk;
  desk.write("adepts.csv", "id,occupation,swedish,languages,note\nA1,svetsare,B2,svenska B2,=1+1\n");
  desk.write("mentors.csv", "id,occupation,languages\nM1,svetsare,svenska modersmål\n");
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv --keep note")).exit_code, 0);
  EXPECT_THAT(desk.read("pairs.csv"), HasSubstr(",'=1+1"));
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv")).exit_code, 0);
  EXPECT_THAT(desk.read("pairs.csv"), Not(HasSubstr("1+1")));
  EXPECT_EQ(desk.run(plus(demo_round, "--out pairs.csv --keep nothere")).exit_code, 3);
}

TEST(Terminal, AWorkbookAndSwedishExcelsCsvGiveTheSamePairs) {
  const Desk desk;
  const auto people = city(60, 40);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv")).exit_code, 0);
  const auto pairs = desk.read("pairs.csv");
  desk.write("adepts.csv", demo::as_xlsx(people.adepts_csv).value());
  desk.write("mentors.csv", demo::as_xlsx(people.mentors_csv).value());
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv")).exit_code, 0);
  EXPECT_EQ(desk.read("pairs.csv"), pairs);
  desk.write("adepts.csv", "\xEF\xBB\xBF" + people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv")).exit_code, 0);
  EXPECT_EQ(desk.read("pairs.csv"), pairs);
}

TEST(Terminal, AMisspeltTitleStopsItsRowUntilItIsSettled) {
  const Desk desk;
  desk.write("adepts.csv", "id,occupation,swedish\nA1,svettsare,B2\n");
  desk.write("mentors.csv", "id,occupation\nM1,svetsare\n");
  auto ran = desk.run(plus(demo_round, "--out pairs.csv --rejects rejects.csv --lang en"));
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.err, HasSubstr("svetsare (7212)"));
  EXPECT_THAT(desk.read("rejects.csv"), HasSubstr("adepts.csv,2,occupation,svettsare,"));
  desk.write("titles.csv", "title,ssyk\nsvettsare,7212\n");
  EXPECT_EQ(desk.run(plus(demo_round, "--out pairs.csv --titles titles.csv")).exit_code, 0);
}

TEST(Terminal, AColumnThatNobodyLooksAtIsTold) {
  const Desk desk;
  desk.write("adepts.csv", "id,occupation,swedish,shoe size\nA1,svetsare,B2,38\n");
  desk.write("mentors.csv", "id,occupation\nM1,svetsare\n");
  EXPECT_THAT(desk.run(plus(demo_round, "--out pairs.csv --lang en")).err,
              HasSubstr("In adepts.csv 1 column is not used: shoe size."));
}

TEST(Terminal, AnInterruptLeavesNoHalfFile) {
  const Desk desk;
  const auto people = city(6000, 4000);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  int interrupted = 0;
  for (const int after_ms : {50, 400, 900}) {
    for (const auto* name : {"pairs.csv", "round.json", "round.html"}) fs::remove(desk.path(name));
    const auto pid = fork();
    if (pid == 0) {
      if (chdir(desk.folder().c_str()) != 0 || !freopen("/dev/null", "w", stderr)) _exit(9);
      execl(PARVIS_PROGRAM, "parvis", "match", "--programme",
            PARVIS_SOURCE_DIR "/examples/programmes/stockholmsmentor.toml", "--track", "occupation",
            "--adepts", "adepts.csv", "--mentors", "mentors.csv", "--out", "pairs.csv", "--json",
            "round.json", "--report", "round.html", nullptr);
      _exit(9);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(after_ms));
    kill(pid, SIGINT);
    int status = 0;
    waitpid(pid, &status, 0);
    for (const auto& entry : fs::directory_iterator(desk.folder()))
      EXPECT_NE(entry.path().extension(), ".part") << entry.path();
    if (desk.has("round.json")) {
      EXPECT_THAT(desk.read("round.json"), testing::EndsWith("}\n"));
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 130) continue;
    // Interrupted before anything was written: nothing is there at all.
    interrupted += desk.has("pairs.csv") || desk.has("round.json") || desk.has("round.html") ? 0 : 1;
  }
  EXPECT_GE(interrupted, 1) << "no run was interrupted: they end too soon for this test";
}

TEST(Terminal, AProgrammeFileTellsWhatItLacksAndWhereItIsWrong) {
  const Desk desk;
  const auto good = desk.run("programme check {source}/examples/programmes/duo.toml --lang en");
  EXPECT_EQ(good.exit_code, 0);
  EXPECT_THAT(good.out, HasSubstr("7 of 7"));
  const auto lacking = desk.run("programme check {source}/examples/templates/unga.toml --lang en");
  EXPECT_THAT(lacking.out, HasSubstr("[[training]]"));
  desk.write("bad.toml", source_file("examples/programmes/duo.toml") +
                             "\n[[criteria]]\nkind = \"interrests\"\nweight = 5\n");
  const auto bad = desk.run("programme check bad.toml --lang en");
  EXPECT_EQ(bad.exit_code, 3);
  EXPECT_THAT(bad.out, HasSubstr("bad.toml:"));
  EXPECT_THAT(bad.out, HasSubstr("interests"));
}

TEST(Terminal, TheBareProblemIsSolvedInOneLine) {
  const Desk desk;
  desk.write("assign.txt", "3\n4 1 3\n2 0 5\n3 2 2\n");
  auto ran = desk.run("assign assign.txt --format orlib");
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_THAT(ran.out, testing::StartsWith("matched 3 objective 5 read_s "));
  desk.write("edges.csv", "seeker,place,score\na,x,9\na,y,6\nb,x,8\nc,x,7\n");
  desk.write("places.csv", "place,capacity\nx,1\ny,1\n");
  ran = desk.run("assign edges.csv --format edges --places places.csv");
  EXPECT_THAT(ran.out, testing::StartsWith("matched 2 objective 14 "));
  desk.write("broken.txt", "3\n4 1 3\n2 0 x\n");
  EXPECT_EQ(desk.run("assign broken.txt --format orlib").exit_code, 3);
}

TEST(Terminal, ADrawIsVerifiedAndATamperedOneIsNot) {
  const Desk desk;
  std::string applicants = "id,class,group,wishes\n";
  for (int i = 1; i <= 60; ++i)
    applicants += std::to_string(i) + (i % 9 == 0 ? ",1," : ",,") + (i % 2 ? "kvinna," : "man,") +
                  (i % 3 ? "Park;Bad\n" : "Bad;Park;Kök\n");
  desk.write("a.csv", applicants);
  desk.write("p.csv", "place,capacity\nPark,9\nBad,7\nKök,4\n");
  const std::string draw =
      "draw --lang en --applicants a.csv --places p.csv --seed 'Joker 1' --bound man=8..10 ";
  ASSERT_EQ(desk.run(draw + "--out offers.csv --record draw.json").exit_code, 0);
  const std::string verify = "verify --lang en --places p.csv --draw draw.json ";
  const auto proved = desk.run(verify + "--applicants a.csv --pairs offers.csv --seed 'Joker 1'");
  EXPECT_EQ(proved.exit_code, 0) << proved.out << proved.err;
  EXPECT_THAT(proved.out, HasSubstr("Proved. Offers: 20, waves: 1, applicants: 60."));
  EXPECT_EQ(desk.run(verify + "--applicants a.csv --pairs offers.csv --seed 'Joker 2'").exit_code, 1);

  const auto offers = desk.read("offers.csv");
  desk.write("fewer.csv", offers.substr(0, offers.rfind('\n', offers.size() - 2) + 1));
  EXPECT_THAT(desk.run(verify + "--applicants a.csv --pairs fewer.csv").out, HasSubstr("Not proved."));
  desk.write("b.csv", applicants.substr(0, applicants.rfind("60,")));
  EXPECT_EQ(desk.run(verify + "--applicants b.csv --pairs offers.csv").exit_code, 1);
  // The order of the rows is nobody's advantage.
  desk.write("shuffled.csv", with_rows_shuffled(applicants, 7));
  EXPECT_EQ(desk.run(verify + "--applicants shuffled.csv --pairs offers.csv").exit_code, 0);

  EXPECT_EQ(desk.run(draw + "--out a.csv").exit_code, 2);
  EXPECT_EQ(desk.run(draw + "--out offers.csv --answers p.csv").exit_code, 3);
  EXPECT_EQ(desk.run("verify --lang en --draw draw.json --pairs offers.csv").exit_code, 2);
  EXPECT_THAT(desk.run("verify --lang en --pairs offers.csv").err, HasSubstr("--programme is missing."));
  EXPECT_EQ(desk.read("a.csv"), applicants);
}

TEST(Terminal, TheOpenClassificationsAreImportedWhole) {
  const char* shared = std::getenv("PARVIS_SHARED");
  const fs::path folder = fs::path(shared ? shared : PARVIS_SOURCE_DIR "/../shared") / "data";
  if (!fs::exists(folder)) GTEST_SKIP() << "the open classifications are not here: " << folder;
  const Desk desk;
  const auto imported = desk.run("taxonomy import '" + folder.string() + "' --out taxonomy.bin --lang en");
  ASSERT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_THAT(imported.err, HasSubstr("429 occupations"));
  const auto people = city(1000, 500);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
  const auto made = desk.run(plus(demo_round, plus(all_files, "--taxonomy taxonomy.bin")));
  EXPECT_EQ(made.exit_code, 0) << made.err;
  EXPECT_EQ(desk.run(plus(demo_check, "--taxonomy taxonomy.bin")).exit_code, 0);
}

TEST(Terminal, TheDoctorFindsAllWell) {
  const Desk desk;
  EXPECT_EQ(desk.run("doctor").exit_code, 0);
}

}  // namespace
}  // namespace parvis
