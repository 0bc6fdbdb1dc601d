/// Rounds of the demo city and of Lindhamn, as the tests at the terminal ask for them.
#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "app/demo/demo.hpp"
#include "terminal/program.hpp"

namespace parvis {

inline constexpr std::string_view lindhamn =
    "match --programme {source}/tests/lindhamn/programme.toml --adepts {source}/tests/lindhamn/adepts.csv "
    "--mentors {source}/tests/lindhamn/mentors.csv --on 2026-07-01 ";
inline constexpr std::string_view all_files =
    "--out pairs.csv --report round.html --json round.json --certificate cert.json --rejects rejects.csv ";
inline constexpr std::string_view demo_round =
    "match --programme {source}/examples/programmes/stockholmsmentor.toml --track occupation --adepts "
    "adepts.csv "
    "--mentors mentors.csv --on 2026-11-01 ";
inline constexpr std::string_view demo_check =
    "verify --programme {source}/examples/programmes/stockholmsmentor.toml --track occupation --adepts "
    "adepts.csv "
    "--mentors mentors.csv --pairs pairs.csv --certificate cert.json ";

inline std::string plus(std::string_view first, std::string_view second) {
  return std::string(first) + std::string(second);
}

/// One pair of pairs.csv: its cells.
inline std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream rest(line + ",");
  for (std::string cell; std::getline(rest, cell, ',');) cells.push_back(cell);
  return cells;
}

inline demo::City city(int adepts, int mentors, std::uint64_t seed = 1) {
  return demo::make_city(*occupations::Taxonomy::starter(), adepts, mentors, seed);
}

inline void write_city(const Desk& desk, int adepts, int mentors) {
  const auto people = city(adepts, mentors);
  desk.write("adepts.csv", people.adepts_csv);
  desk.write("mentors.csv", people.mentors_csv);
}

}  // namespace parvis
