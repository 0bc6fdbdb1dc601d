// What is asked before something is decided: bounds on equal opportunity and their cost, and what if.
#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

#include "terminal/demo_round.hpp"

namespace parvis {
namespace {

using testing::HasSubstr;

constexpr std::string_view what_if =
    "whatif --programme {source}/examples/programmes/stockholmsmentor.toml --track occupation --adepts "
    "adepts.csv "
    "--mentors mentors.csv --on 2026-11-01 --lang en ";

TEST(Deciding, ARoundHeldToABoundIsProvedAndSaysWhatItCost) {
  const Desk desk;
  write_city(desk, 150, 100);
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

TEST(Deciding, WhatEachDifferenceWouldCostIsWrittenDown) {
  const Desk desk;
  write_city(desk, 150, 100);
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

TEST(Deciding, ABoundThatIsNotUnderstoodOrCannotBeKeptIsToldAndNothingIsWritten) {
  const Desk desk;
  write_city(desk, 60, 40);
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

TEST(Deciding, WhatIfTellsWhatAPairWouldCostAndARoundWithItLockedSaysTheSame) {
  const Desk desk;
  write_city(desk, 150, 100);
  ASSERT_EQ(desk.run(plus(demo_round, "--out pairs.csv --lang en")).exit_code, 0);
  const auto cells = cells_of(desk.read("pairs.csv").substr(desk.read("pairs.csv").find('\n') + 1));
  const auto& adept = cells[0];
  const auto& mentor = cells[1];
  const auto same = desk.run(plus(what_if, "--pair " + adept + "," + mentor + " --alternatives " + adept));
  EXPECT_EQ(same.exit_code, 0) << same.err;
  EXPECT_THAT(same.out, HasSubstr(adept + " and " + mentor + ": score"));
  EXPECT_THAT(same.out, HasSubstr("costs nothing"));
  EXPECT_THAT(same.out, HasSubstr(adept + ": "));

  // Without the mentor: what whatif says is what a round without them says.
  const auto left = desk.run(plus(what_if, "--without-mentor " + mentor));
  EXPECT_EQ(left.exit_code, 0) << left.err;
  std::istringstream rows(desk.read("mentors.csv"));
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

TEST(Deciding, WhatIfListsTheMentorsToRecruit) {
  const Desk desk;
  write_city(desk, 150, 60);
  const auto ran =
      desk.run(plus(what_if, "--recruit --language arabiska --district Farsta --out recruit.csv"));
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Mentors to recruit"));
  EXPECT_THAT(ran.out, HasSubstr("one person more a mentor. Waiting: "));
  EXPECT_THAT(desk.read("recruit.csv"),
              testing::StartsWith(
                  "ssyk,occupation,waiting,one_more_matched,one_more_score,useful,all_matched,all_score\n"));
}

TEST(Deciding, WhatIfTellsWhatItDoesNotUnderstand) {
  const Desk desk;
  write_city(desk, 30, 20);
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

}  // namespace
}  // namespace parvis
