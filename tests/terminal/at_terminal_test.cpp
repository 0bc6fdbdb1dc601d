// With somebody at the terminal: what long work shows while it runs, and what Parvis asks.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "terminal/demo_round.hpp"

namespace parvis {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view round_of =
    "match --programme {source}/examples/programmes/stockholmsmentor.toml --track occupation --adepts "
    "adepts.csv "
    "--mentors mentors.csv --on 2026-11-01 --lang en --out pairs.csv ";

std::string round_with(std::string_view more) {
  return std::string(round_of) + std::string(more);
}

/// How far the bar had come each time it was drawn, in per cent.
std::vector<int> drawn(const std::string& terminal) {
  std::vector<int> shares;
  for (auto at = terminal.find("\r\033[K"); at != std::string::npos; at = terminal.find("\r\033[K", at + 1)) {
    const auto line = terminal.substr(at + 4, terminal.find('\r', at + 1) - at - 4);
    if (const auto sign = line.find('%'); sign != std::string::npos)
      shares.push_back(std::stoi(line.substr(line.find_first_of("0123456789"))));
  }
  return shares;
}

TEST(AtATerminal, LongWorkShowsHowFarItHasCome) {
  const Desk desk;
  write_city(desk, 400, 200);
  const auto ran = desk.run_at_terminal(round_with(""));
  ASSERT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("░"));
  EXPECT_THAT(ran.err, HasSubstr("Asking the rules about every pair"));
  EXPECT_THAT(ran.err, HasSubstr("Writing down the reasons"));
  const auto shares = drawn(ran.err);
  EXPECT_GE(shares.size(), 5u);
  for (const int share : shares) EXPECT_TRUE(share >= 0 && share <= 100) << share;
  // The bar is wiped before the summary, which stands alone on its line.
  EXPECT_THAT(ran.err, HasSubstr("\r\033[KRead. Adepts: "));
  EXPECT_THAT(desk.run(round_of).err, Not(HasSubstr("\033")));
}

TEST(AtATerminal, CheckingAProofShowsHowFarItHasCome) {
  const Desk desk;
  write_city(desk, 300, 150);
  ASSERT_EQ(desk.run(round_with("--certificate cert.json")).exit_code, 0);
  const auto ran = desk.run_at_terminal(
      "verify --programme {source}/examples/programmes/stockholmsmentor.toml --track occupation --adepts "
      "adepts.csv "
      "--mentors mentors.csv --pairs pairs.csv --certificate cert.json --lang en");
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("Checking every pair against the rules"));
  EXPECT_THAT(ran.err, EndsWith("\r\033[K"));
  EXPECT_THAT(ran.out, HasSubstr("Proved"));
}

TEST(AtATerminal, TheBareProblemShowsHowFarItHasCome) {
  const Desk desk;
  std::string edges = "seeker,place,score\n";
  for (int s = 0; s < 3000; ++s)
    for (int e = 0; e < 20; ++e)
      edges += fmt::format("{},{},{}\n", s, (s * 7 + e * 71) % 1500, (s * 131 + e * 977) % 10'000);
  desk.write("edges.csv", edges);
  const auto ran = desk.run_at_terminal("assign edges.csv --format edges");
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_FALSE(drawn(ran.err).empty());
  EXPECT_THAT(ran.out, testing::StartsWith("matched "));
  EXPECT_EQ(desk.run("assign edges.csv --format edges").err, "");
}

void write_one_who_cannot_spell(const Desk& desk) {
  desk.write("adepts.csv", "id,occupation,swedish\nA1,svettsare,B2\n");
  desk.write("mentors.csv", "id,occupation\nM1,svetsare\n");
}

TEST(AtATerminal, ATitleIsSettledByTheNumberOfASuggestionAndWrittenDown) {
  const Desk desk;
  write_one_who_cannot_spell(desk);
  const auto ran = desk.run_at_terminal(round_with("--titles titles.csv"), {"1"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("“svettsare” stands in 1 row. Which occupation is it?"));
  EXPECT_THAT(ran.err, HasSubstr("  1  svetsare (7212)"));
  EXPECT_THAT(desk.read("titles.csv"), HasSubstr("svettsare,7212"));
  EXPECT_THAT(desk.read("pairs.csv"), HasSubstr("A1,M1,"));
  // Next time nobody is asked, at a terminal or not.
  const auto again = desk.run_at_terminal(round_with("--titles titles.csv"));
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_THAT(again.err, Not(HasSubstr("Which occupation")));
  EXPECT_EQ(desk.run(round_with("--titles titles.csv")).exit_code, 0);
}

TEST(AtATerminal, AnAnswerThatIsNotUnderstoodIsAskedAgain) {
  const Desk desk;
  write_one_who_cannot_spell(desk);
  const auto ran = desk.run_at_terminal(round_with("--titles titles.csv"), {"svestare", "9", "7212"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("No occupation is called svestare. Did you mean svetsare?"));
  EXPECT_THAT(ran.err, HasSubstr("No occupation is called 9."));
  EXPECT_THAT(desk.read("titles.csv"), HasSubstr("svettsare,7212"));
}

TEST(AtATerminal, ATitleThatIsLeftStopsItsRowAndNothingIsWritten) {
  const Desk desk;
  write_one_who_cannot_spell(desk);
  for (const auto& answers : {std::vector<std::string>{""}, std::vector<std::string>{}}) {
    const auto ran = desk.run_at_terminal(round_with("--titles titles.csv"), answers);
    EXPECT_EQ(ran.exit_code, 1) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("adepts.csv:2: occupation"));
    EXPECT_FALSE(desk.has("titles.csv"));
  }
}

TEST(AtATerminal, WithoutAFileForTitlesThereIsNoQuestionButAWord) {
  const Desk desk;
  write_one_who_cannot_spell(desk);
  const auto ran = desk.run_at_terminal(round_with(""));
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.err, HasSubstr("Settle titles with --titles FILE"));
}

}  // namespace
}  // namespace parvis
