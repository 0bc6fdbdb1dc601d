#include "lindhamn/lindhamn.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "platform/base/assert.hpp"

namespace parvis::lindhamn {
namespace {

std::string bytes_of(const std::string& file) {
  std::ifstream in(PARVIS_SOURCE_DIR "/tests/lindhamn/" + file, std::ios::binary);
  PARVIS_ASSERT(in.good());
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

formats::Table table_of(const std::string& file) {
  auto table = formats::read_table(bytes_of(file), file);
  PARVIS_ASSERT(table.has_value());
  return std::move(*table);
}

template <class People>
auto& named(People& people, std::string_view name) {
  const auto found =
      std::find_if(people.begin(), people.end(), [&](const auto& person) { return person.name == name; });
  PARVIS_ASSERT(found != people.end());
  return *found;
}

}  // namespace

Date today() {
  return *Date::from(2026, 7, 1);
}
formats::Table adepts_table() {
  return table_of("adepts.csv");
}
formats::Table mentors_table() {
  return table_of("mentors.csv");
}
formats::Table locks_table() {
  return table_of("locks.csv");
}
formats::Table titles_table() {
  return table_of("titles.csv");
}

const programme::Programme& programme() {
  static const programme::Programme only = [] {
    auto read = programme::read_programme(bytes_of("programme.toml"), "programme.toml");
    PARVIS_ASSERT(read.programme.has_value());
    return std::move(*read.programme);
  }();
  return only;
}
const programme::Track& track() {
  return *programme().track("");
}

Lindhamn::Lindhamn() : Lindhamn(acts::Sheets{adepts_table(), mentors_table(), {}, {}}) {}
Lindhamn::Lindhamn(const acts::Sheets& sheets) : track(lindhamn::track()) {
  auto understood = acts::understand(sheets, track, *occupations::Taxonomy::starter(), {});
  PARVIS_ASSERT(understood.usable);
  adepts = std::move(understood.adepts.people);
  mentors = std::move(understood.mentors.people);
  locks = std::move(understood.locks);
  left_for_handling_by_hand =
      understood.adepts.left_for_handling_by_hand + understood.mentors.left_for_handling_by_hand;
}

people::Adept& Lindhamn::adept(std::string_view name) {
  return named(adepts, name);
}
people::Mentor& Lindhamn::mentor(std::string_view name) {
  return named(mentors, name);
}

void Lindhamn::lock(std::string_view adept_name, std::string_view mentor_name, suitability::Locked locked) {
  locks.push_back(
      {adept(adept_name).id, mentor(mentor_name).id, locked, "", static_cast<int>(locks.size()) + 2});
}

Result<matching::Round, std::vector<matching::LockFault>> Lindhamn::try_to_match() const {
  matching::RoundRequest request;
  request.programme_id = programme().id;
  request.track = track;
  request.taxonomy = occupations::Taxonomy::starter();
  request.adepts = adepts;
  request.mentors = mentors;
  request.locks = locks;
  request.on = today();
  request.threads = threads;
  return matching::run(std::move(request));
}
matching::Round Lindhamn::match() const {
  auto round = try_to_match();
  PARVIS_ASSERT(round.has_value());
  return std::move(*round);
}

std::string mentor_of(const matching::Round& round, std::string_view adept) {
  for (const auto& pair : round.pairs())
    if (round.adepts()[pair.adept].name == adept) return round.mentors()[pair.mentor].name;
  return "nobody";
}

const matching::Unmatched& unmatched(const matching::Round& round, std::string_view adept) {
  const auto& all = round.unmatched();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const auto& one) { return round.adepts()[one.adept].name == adept; });
  PARVIS_ASSERT(found != all.end());
  return *found;
}

const std::string& rule_of(const matching::Round& round, std::size_t rule) {
  return round.track().rules[rule].id;
}

}  // namespace parvis::lindhamn
