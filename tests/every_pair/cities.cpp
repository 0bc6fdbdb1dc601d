#include "every_pair/cities.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "platform/base/assert.hpp"
#include "platform/base/fold.hpp"

namespace parvis::every_pair {
namespace {

using namespace people;
using programme::CriterionKind;

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : seed_(seed) {}
  int below(int n) {
    return static_cast<int>(seeded_hash(seed_, std::to_string(drawn_++)) % static_cast<std::uint64_t>(n));
  }
  bool one_in(int n) { return below(n) == 0; }
  template <class Value>
  std::optional<Value> mostly(Value value) {
    return one_in(8) ? std::nullopt : std::optional<Value>(std::move(value));
  }

 private:
  std::uint64_t seed_;
  int drawn_ = 0;
};

occupations::Occupation occupation(Chance& chance) {
  static const char* const codes[] = {"2221", "2211", "2149", "2143", "7212", "7213", "1210", "2512"};
  const auto group = [&] { return *occupations::Ssyk::from(codes[chance.below(8)]); };
  occupations::Occupation one{{group()}, {}, ""};
  if (chance.one_in(5)) one = merged(one, {{group()}, {}, ""});
  return one;
}

void fill(Person& person, Chance& chance, const std::string& letter, int number,
          const std::string& other_letter) {
  person.id = letter + std::to_string(number);
  person.gender = chance.mostly(static_cast<Gender>(chance.below(4)));
  person.birth_year = chance.mostly(1960 + chance.below(50));
  person.occupation = chance.mostly(occupation(chance));
  person.education_level = chance.mostly(static_cast<EducationLevel>(chance.below(6)));
  person.education_field = chance.mostly(std::string(chance.one_in(2) ? "vård" : "bygg"));
  person.experience_years = chance.mostly(chance.below(4) * 5);
  if (!chance.one_in(8)) {
    person.languages.emplace();
    for (const auto* code : {"ara", "eng", "som", "swe", "ukr"})
      if (chance.one_in(3))
        person.languages->push_back({code, chance.mostly(static_cast<Level>(1 + chance.below(7)))});
  }
  person.swedish = chance.mostly(static_cast<Level>(chance.below(8)));
  static const char* const districts[] = {"Farsta", "Järva", "Södermalm", "Bromma"};
  person.district = chance.mostly(std::string(districts[chance.below(4)]));
  if (!chance.one_in(8)) {
    person.interests.emplace();
    for (const auto* interest : {"bakning", "film", "odling", "schack"})
      if (chance.one_in(2)) person.interests->emplace_back(interest);
  }
  if (!chance.one_in(8)) {
    person.availability.emplace();
    for (std::size_t evening = 0; evening < 3; ++evening)
      if (chance.one_in(2))
        for (std::size_t half = 0; half < 4; ++half) person.availability->set(evening * 48 + 36 + half);
  }
  person.meeting = chance.mostly(static_cast<MeetingForm>(chance.below(3)));
  static const char* const employers[] = {"a", "b", "c", "d"};
  person.employer = chance.mostly(std::string(employers[chance.below(letter == "A" ? 3 : 4)]));
  if (!chance.one_in(5)) person.registered_on = Date::from_days(20'000 + chance.below(4));
  if (chance.one_in(4)) person.wishes = {static_cast<Wish>(chance.below(wish_count))};
  if (chance.one_in(6)) person.not_with.push_back(other_letter + std::to_string(chance.below(12)));
}

std::vector<NamedTrack> shipped() {
  std::vector<NamedTrack> all;
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(PARVIS_SOURCE_DIR "/examples/programmes"))
    if (entry.path().extension() == ".toml") files.insert(entry.path());
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    const auto read = programme::read_programme(text.str(), file.filename().string());
    PARVIS_ASSERT(read.programme.has_value());
    for (const auto& track : read.programme->tracks)
      all.push_back({read.programme->id + " " + track.id, track});
  }
  return all;
}

}  // namespace

std::vector<NamedTrack> tracks() {
  auto all = shipped();
  programme::Track equal;
  equal.criteria.push_back({CriterionKind::waiting, 10, 3, {}});
  all.push_back({"only the wait counts", equal});
  equal.rules.push_back({"common_language", programme::CommonLanguage{Level::b1, std::nullopt}, {}});
  all.push_back({"only the wait counts, with a rule", equal});
  equal.criteria = {{CriterionKind::partner, 0, 0, {}}};
  all.push_back({"nothing counts", equal});
  equal.criteria = {{CriterionKind::partner, 1, 0, {"rotary"}}};
  equal.rules.push_back({"travel_time", programme::TravelTime{25}, programme::OnUnknown::stop});
  all.push_back({"partners and districts", equal});
  return all;
}

matching::RoundRequest city(const programme::Track& track, std::uint64_t seed) {
  Chance chance(seed);
  matching::RoundRequest request;
  request.programme_id = "city";
  request.track = track;
  request.taxonomy = occupations::Taxonomy::starter();
  request.on = Date::from_days(20'010);
  request.seed = seed;
  request.threads = 1;
  const bool large = chance.one_in(4);
  request.adepts.resize(static_cast<std::size_t>(chance.below(large ? 150 : 30)));
  request.mentors.resize(static_cast<std::size_t>(chance.below(large ? 150 : 30)));
  for (std::size_t a = 0; a < request.adepts.size(); ++a) {
    fill(request.adepts[a], chance, "A", static_cast<int>(a), "M");
    request.adepts[a].target_groups = chance.mostly(
        std::vector{static_cast<TargetGroup>(chance.one_in(2) ? 0 : chance.below(target_group_count))});
  }
  for (std::size_t m = 0; m < request.mentors.size(); ++m) {
    auto& mentor = request.mentors[m];
    fill(mentor, chance, "M", static_cast<int>(m), "A");
    mentor.capacity = chance.below(3);
    mentor.partner = chance.mostly(std::string(chance.one_in(2) ? "Rotary" : "Företagarna"));
    mentor.training = chance.mostly(chance.one_in(3) ? std::vector<std::string>{}
                                                     : std::vector<std::string>{std::string(any_training)});
    mentor.record_check_shown = chance.mostly(!chance.one_in(3));
    mentor.least_swedish = chance.mostly(static_cast<Level>(chance.below(5)));
  }
  if (request.adepts.empty() || request.mentors.empty()) return request;
  for (int i = chance.below(6); i > 0; --i) {
    const auto& adept =
        request.adepts[static_cast<std::size_t>(chance.below(static_cast<int>(request.adepts.size())))];
    const auto& mentor =
        request.mentors[static_cast<std::size_t>(chance.below(static_cast<int>(request.mentors.size())))];
    request.locks.push_back({adept.id, mentor.id,
                             chance.one_in(4) ? suitability::Locked::in : suitability::Locked::out, "",
                             i + 1});
  }
  return request;
}

}  // namespace parvis::every_pair
