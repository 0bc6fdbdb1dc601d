// Whole files as people read them. `./dev golden` rewrites them; the difference is reviewed as code.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "terminal/program.hpp"

namespace parvis {
namespace {

/// The style sheet has its own tests; here it would only hide what changed for the reader.
std::string without_style(std::string html) {
  const auto from = html.find("<style>"), to = html.find("</style>");
  if (from != std::string::npos && to != std::string::npos) html.replace(from, to - from, "<style>…");
  const auto hash = html.find("sha256-");
  if (hash != std::string::npos) html.replace(hash, html.find("&#39;", hash) - hash, "sha256-…");
  return html;
}

/// One tag's line each, so that a difference can be read.
std::string in_lines(std::string html) {
  std::string out;
  for (std::size_t i = 0; i < html.size(); ++i) {
    if (html[i] == '<' && i > 0 && html[i - 1] == '>') out += '\n';
    out += html[i];
  }
  return out;
}

void expect_golden(const std::string& name, const std::string& bytes) {
  ASSERT_GT(bytes.size(), 200u) << name << " is all but empty";
  const std::string path = std::string(PARVIS_SOURCE_DIR) + "/tests/golden/" + name;
  if (const char* rewrite = std::getenv("PARVIS_GOLDEN"); rewrite && std::string(rewrite) == "rewrite") {
    std::ofstream(path, std::ios::binary) << bytes;
    return;
  }
  EXPECT_EQ(bytes, source_file("tests/golden/" + name)) << name << " reads differently now; see ./dev golden";
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, TheRoundOfLindhamnReadsAsBefore) {
  const Desk desk;
  const auto ran = desk.run(
      "match --programme {source}/tests/lindhamn/programme.toml --adepts {source}/tests/lindhamn/adepts.csv "
      "--mentors {source}/tests/lindhamn/mentors.csv --locks {source}/tests/lindhamn/locks.csv --on "
      "2026-07-01 --names "
      "--out pairs.csv --report round.html --json round.json --certificate cert.json --rejects rejects.csv "
      "--lang " +
      GetParam());
  ASSERT_EQ(ran.exit_code, 0) << ran.err;
  expect_golden("round." + GetParam() + ".html", in_lines(without_style(desk.read("round.html"))));
  expect_golden("round." + GetParam() + ".json", desk.read("round.json"));
  if (GetParam() != "en") return;
  expect_golden("pairs.csv", desk.read("pairs.csv"));
  expect_golden("certificate.json", desk.read("cert.json"));
}

TEST_P(Golden, ARoundHeldToABoundReadsAsBefore) {
  const Desk desk;
  const auto ran = desk.run(
      "match --programme {source}/tests/lindhamn/programme.toml --adepts {source}/tests/lindhamn/adepts.csv "
      "--mentors {source}/tests/lindhamn/mentors.csv --on 2026-07-01 --bound man=..3 --ground "
      "'Jämställdhetsplan 2026' "
      "--out pairs.csv --report round.html --lang " +
      GetParam());
  ASSERT_EQ(ran.exit_code, 0) << ran.err;
  expect_golden("round_bound." + GetParam() + ".html", in_lines(without_style(desk.read("round.html"))));
}

TEST_P(Golden, WhatAMessySpreadsheetIsToldReadsAsBefore) {
  const Desk desk;
  desk.write("adepts.csv",
             "id;yrke;kön;födelseår;språk;svenska;önskemål;anmäld;skyddad identitet\n"
             "1;svettsare;kvinna;1990;arabiska B2;sfi C;;2026-01-01;\n"
             "1;målare;man;1980;;;;;\n"
             ";kock;man;1980;;;;;\n"
             "2;snickare;hen;åttio;klingonska;hygglig;gärna snäll;imorgon;nej\n"
             "3;bagare;kvinna;1985;engelska B2;B1;kvinnlig mentor;2026-02-30;\n"
             "4;bagare;kvinna;1985;engelska B2;B1;;2026-02-03;ja\n");
  desk.write("mentors.csv", "id,yrke,kapacitet\nM1,bagare,två\nM2,svetsare,1\n");
  const auto ran = desk.run(
      "match --programme {source}/examples/programmes/stockholmsmentor.toml --track occupation --adepts "
      "adepts.csv "
      "--mentors mentors.csv --on 2026-07-01 --out pairs.csv --rejects rejects.csv --lang " +
      GetParam());
  expect_golden("rejects." + GetParam() + ".csv", desk.read("rejects.csv"));
}

/// A draw as one sees it at the terminal: two waves with a bound, the proof, and a proof that fails.
TEST_P(Golden, ADrawOfHolidayJobsReadsAsBefore) {
  const Desk desk;
  desk.write("applicants.csv",
             "nr;klass;kön;önskemål;skyddad identitet\n"
             "17;;kvinna;\"Parken;Badet\";\n18;;man;Parken;\n19;1;kvinna;Parken;\n20;;man;\"Badet;Parken\";\n"
             "21;;kvinna;Badet;\n22;hög;man;Badet;\n23;;man;Djurparken;\n24;;kvinna;Parken;ja\n25;;man;;\n"
             "=1+1;;man;Badet;\n");
  desk.write("places.csv", "plats;antal platser\nParken;2\nBadet;1\nBadet;3\nHamnen;många\n");
  const std::string in_language = " --lang " + GetParam();
  const std::string draw =
      "draw --applicants applicants.csv --places places.csv --seed 'Joker 4711827' --bound man=2.. ";
  std::string told;
  const auto run = [&](const std::string& arguments) {
    const auto ran = desk.run(arguments + in_language);
    told +=
        "$ parvis " + arguments + "\n" + ran.out + ran.err + "exit " + std::to_string(ran.exit_code) + "\n\n";
  };
  run(draw + "--out offers-1.csv --record draw-1.json");
  auto answers = desk.read("offers-1.csv");
  for (const auto* id : {"1,19,", "1,18,"})
    if (const auto at = answers.find(id); at != std::string::npos)
      answers.insert(answers.find('\n', at), id == std::string("1,19,") ? "yes" : "no");
  desk.write("answers-1.csv", answers);
  run(draw + "--answers answers-1.csv --out offers-2.csv --record draw-2.json");
  const std::string verify =
      "verify --applicants applicants.csv --places places.csv --pairs offers-2.csv --draw ";
  run(verify + "draw-2.json");
  run(verify + "draw-1.json");
  run(draw + "--answers offers-2.csv --out offers-3.csv");
  run("draw --applicants applicants.csv --places places.csv --seed 'x ' --out offers-4.csv");
  run("draw --applicants applicants.csv --places places.csv --seed x --bound man=9..9 --out offers-4.csv");
  expect_golden("draw." + GetParam() + ".txt", told);
  if (GetParam() != "en") return;
  expect_golden("offers.csv", desk.read("offers-2.csv"));
  expect_golden("draw.json", desk.read("draw-2.json"));
}

INSTANTIATE_TEST_SUITE_P(InEveryLanguage, Golden, testing::Values("sv", "en", "ar", "uk"));

}  // namespace
}  // namespace parvis
