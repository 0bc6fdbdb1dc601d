// Whatever is changed in the files of a round is found by `parvis verify`.
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
#include "terminal/demo_round.hpp"

namespace parvis {
namespace {

using testing::HasSubstr;

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

}  // namespace
}  // namespace parvis
