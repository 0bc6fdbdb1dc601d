#include "domain/matching/round.hpp"

#include <algorithm>
#include <unordered_map>

#include "domain/matching/candidates.hpp"
#include "domain/matching/round_data.hpp"
#include "platform/base/assert.hpp"
#include "platform/base/fold.hpp"
#include "platform/base/parallel.hpp"

namespace parvis::matching {
namespace {

using suitability::Lock;
using suitability::Locked;

/// MATCHING.md 2, level 4: by date of registration (those without one last), then seeded hash, then id.
template <class Kind>
void number(std::vector<Kind>& people, std::uint64_t seed) {
  struct Key {
    Date on;
    std::uint64_t hash;
    std::size_t at;
  };
  std::vector<Key> keys;
  for (std::size_t i = 0; i < people.size(); ++i)
    keys.push_back(
        {people[i].registered_on.value_or(Date::from_days(INT32_MAX)), seeded_hash(seed, people[i].id), i});
  std::sort(keys.begin(), keys.end(), [&](const Key& x, const Key& y) {
    return std::tie(x.on, x.hash, people[x.at].id) < std::tie(y.on, y.hash, people[y.at].id);
  });
  std::vector<Kind> ordered;
  ordered.reserve(people.size());
  for (const auto& key : keys) ordered.push_back(std::move(people[key.at]));
  people = std::move(ordered);
}

template <class Kind>
std::unordered_map<std::string_view, std::size_t> positions(const std::vector<Kind>& people) {
  std::unordered_map<std::string_view, std::size_t> at;
  for (std::size_t i = 0; i < people.size(); ++i) at.emplace(people[i].id, i);
  return at;
}

Message both_named(Message message, const Lock& lock) {
  return std::move(message).with("adept", lock.adept_id).with("mentor", lock.mentor_id);
}

/// Sets locked pairs aside, or says why a lock cannot hold.
class Locks {
 public:
  Locks(const Round::Data& data, Solved& solved, std::vector<int>& places)
      : data_(data), solved_(solved), places_(places) {}

  std::vector<LockFault> apply() {
    const auto adept_at = positions(data_.request.adepts);
    const auto mentor_at = positions(data_.request.mentors);
    for (const auto& lock : data_.request.locks) {
      const auto a = adept_at.find(lock.adept_id);
      const auto m = mentor_at.find(lock.mentor_id);
      if (a == adept_at.end())
        fault(lock, say("There is no adept {adept} in this round. Take the row away, or check the id."));
      else if (m == mentor_at.end())
        fault(lock, say("There is no mentor {mentor} in this round. Take the row away, or check the id."));
      else if (lock.locked == Locked::out)
        lock_out(a->second, m->second);
      else
        lock_in(lock, a->second, m->second);
    }
    for (const auto& lock : data_.request.locks) {
      if (lock.locked == Locked::in || !faults_.empty()) continue;
      const auto a = adept_at.at(lock.adept_id);
      if (solved_.locked_mentor[a] == static_cast<std::int32_t>(mentor_at.at(lock.mentor_id)))
        fault(lock, say("{adept} and {mentor} are locked both in and out. Keep one of the two rows."));
    }
    for (auto& out : solved_.locked_out) std::sort(out.begin(), out.end());
    return std::move(faults_);
  }

 private:
  void fault(const Lock& lock, Message why) {
    faults_.push_back({lock.row, both_named(std::move(why), lock)});
  }

  void lock_out(std::size_t a, std::size_t m) {
    if (solved_.locked_out.empty()) solved_.locked_out.resize(data_.request.adepts.size());
    solved_.locked_out[a].push_back(static_cast<std::uint32_t>(m));
  }

  void lock_in(const Lock& lock, std::size_t a, std::size_t m) {
    if (solved_.locked_mentor[a] == static_cast<std::int32_t>(m))
      return;  // the same row twice says nothing new
    if (solved_.locked_mentor[a] != assignment::no_place)
      return fault(lock, say("{adept} is locked to two mentors. Keep one of the two rows."));
    const auto verdict = data_.suitability->verdict(a, m);
    for (std::size_t rule = 0; rule < data_.request.track.rules.size(); ++rule)
      if (verdict.stops >> rule & 1)
        return fault(
            lock,
            say("{adept} and {mentor} cannot be locked together: a rule of the programme says no. {rule}")
                .with("rule", data_.suitability->why(rule, a, m)));
    if (places_[m] == 0)
      return fault(lock,
                   say("{mentor} has no place left for {adept}. Raise the capacity, or take a row away."));
    --places_[m];
    solved_.locked_mentor[a] = static_cast<std::int32_t>(m);
  }

  const Round::Data& data_;
  Solved& solved_;
  std::vector<int>& places_;
  std::vector<LockFault> faults_;
};

/// The best set of pairs, with its proof (candidates.hpp).
void solve(Round::Data& data, const std::vector<int>& places, Solved& solved) {
  solved.crowd = std::make_unique<suitability::Crowd>(*data.suitability, data.request.threads);
  Candidates candidates(data, solved, places);
  candidates.gather();
  candidates.find_cover();
  candidates.solve();
  choose_among_equals(solved, std::move(candidates.equals()));
  data.depends_on_candidates = candidates.passed_equals_by();
}

void make_claim(Round::Data& data, const Solved& solved) {
  auto& claim = data.claim;
  const auto& certificate = solved.solution.certificate;
  claim.programme = data.request.programme_id;
  claim.track = data.request.track.id;
  claim.on = data.request.on;
  claim.seed = data.request.seed;
  claim.matched = static_cast<std::int64_t>(data.pairs.size());
  for (const auto& pair : data.pairs) claim.score += pair.score;
  for (std::size_t a = 0; a < data.request.adepts.size(); ++a) {
    const auto& id = data.request.adepts[a].id;
    if (certificate.seeker_in_cover[a]) claim.adept_cover.insert(id);
    if (certificate.seeker_price[a] != 0) claim.adept_prices.emplace(id, certificate.seeker_price[a]);
  }
  for (std::size_t m = 0; m < data.request.mentors.size(); ++m) {
    const auto& id = data.request.mentors[m].id;
    if (certificate.place_in_cover[m]) claim.mentor_cover.insert(id);
    if (certificate.place_price[m] != 0) claim.mentor_prices.emplace(id, certificate.place_price[m]);
  }
}

}  // namespace

void collect_pairs(Round::Data& data, const Solved& solved) {
  const auto& locks = data.request.locks;
  for (std::size_t a = 0; a < data.request.adepts.size(); ++a) {
    const bool locked = solved.locked_mentor[a] != assignment::no_place;
    const auto m = locked ? solved.locked_mentor[a] : solved.solution.place_of[a];
    if (m == assignment::no_place) {
      data.unmatched.push_back({.adept = a, .removed = {}, .nearly = {}, .place_at = {}});
      continue;
    }
    MadePair pair;
    pair.adept = a;
    pair.mentor = static_cast<std::size_t>(m);
    pair.score = data.suitability->score(pair.adept, pair.mentor);
    pair.locked = locked;
    if (locked)
      for (const auto& lock : locks)
        if (lock.locked == Locked::in && lock.adept_id == data.request.adepts[a].id)
          pair.lock_reason = lock.reason;
    data.pairs.push_back(std::move(pair));
  }
  std::stable_sort(data.pairs.begin(), data.pairs.end(),
                   [](const auto& x, const auto& y) { return x.score > y.score; });
}

void in_slices(std::size_t count, int threads, const std::function<void(std::size_t, std::size_t)>& act) {
  in_parallel(count, threads, [&](std::size_t at) { act(at, at + 1); });
}

suitability::Bits Solved::out_of_block(std::size_t adept, std::size_t block) const {
  suitability::Bits bits = 0;
  if (locked_out.empty()) return bits;
  for (const auto mentor : locked_out[adept])
    if (const auto position = crowd->position_of(mentor); position / suitability::block_size == block)
      bits |= suitability::Bits{1} << (position % suitability::block_size);
  return bits;
}

bool Solved::is_out(std::size_t adept, std::size_t mentor) const {
  if (locked_out.empty()) return false;
  const auto& out = locked_out[adept];
  return std::binary_search(out.begin(), out.end(), static_cast<std::uint32_t>(mentor));
}

Result<Round, std::vector<LockFault>> run(RoundRequest request) {
  auto data = std::make_unique<Round::Data>();
  data->request = std::move(request);
  auto& r = data->request;
  number(r.adepts, r.seed);
  number(r.mentors, r.seed);
  data->suitability =
      std::make_unique<suitability::Suitability>(r.track, *r.taxonomy, r.adepts, r.mentors, r.on);

  Solved solved;
  solved.locked_mentor.assign(r.adepts.size(), assignment::no_place);
  std::vector<int> places;
  for (const auto& mentor : r.mentors) {
    places.push_back(mentor.capacity);
    data->places += mentor.capacity;
  }
  if (auto faults = Locks(*data, solved, places).apply(); !faults.empty()) return no(std::move(faults));

  solve(*data, places, solved);
  collect_pairs(*data, solved);
  make_claim(*data, solved);
  find_runners_up(*data, solved);
  explain_unmatched(*data, solved);
  return Round(std::move(data));
}

Round::Round(std::unique_ptr<Data> data) : data_(std::move(data)) {}
Round::~Round() = default;
Round::Round(Round&&) noexcept = default;
Round& Round::operator=(Round&&) noexcept = default;

const std::vector<people::Adept>& Round::adepts() const {
  return data_->request.adepts;
}
const std::vector<people::Mentor>& Round::mentors() const {
  return data_->request.mentors;
}
const suitability::Suitability& Round::suitability() const {
  return *data_->suitability;
}
const programme::Track& Round::track() const {
  return data_->request.track;
}
const occupations::Taxonomy& Round::taxonomy() const {
  return *data_->request.taxonomy;
}
const std::vector<MadePair>& Round::pairs() const {
  return data_->pairs;
}
const std::vector<Unmatched>& Round::unmatched() const {
  return data_->unmatched;
}
std::int64_t Round::places() const {
  return data_->places;
}
std::int64_t Round::score() const {
  return data_->claim.score;
}
bool Round::depends_on_candidates() const {
  return data_->depends_on_candidates;
}
std::int64_t Round::possible_pairs() const {
  return data_->possible_pairs;
}
const proof::Claim& Round::claim() const {
  return data_->claim;
}
Date Round::on() const {
  return data_->request.on;
}
const KeptEqual* Round::equal() const {
  return data_->equal ? &*data_->equal : nullptr;
}

}  // namespace parvis::matching
