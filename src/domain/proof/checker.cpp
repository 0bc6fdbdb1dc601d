#include "domain/proof/checker.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "domain/proof/bounded.hpp"

namespace parvis::proof {
namespace {

using suitability::Lock;
using suitability::Locked;
using suitability::Suitability;

/// The claim, turned from ids into the positions of the people as they were read.
class Check {
 public:
  Check(const Suitability& suitability, const Claim& claim) : suitability_(suitability), claim_(claim) {
    const auto& adepts = suitability.adepts();
    const auto& mentors = suitability.mentors();
    for (std::size_t a = 0; a < adepts.size(); ++a) adept_at_.emplace(adepts[a].id, a);
    for (std::size_t m = 0; m < mentors.size(); ++m) {
      mentor_at_.emplace(mentors[m].id, m);
      places_.push_back(mentors[m].capacity);
    }
    locked_.resize(adepts.size());
    locked_to_.assign(adepts.size(), -1);
    adept_in_cover_.resize(adepts.size());
    mentor_in_cover_.resize(mentors.size());
    adept_price_.resize(adepts.size());
    mentor_price_.resize(mentors.size());
  }

  void read_claim() {
    for (const auto& id : claim_.adept_cover) mark(adept_at_, id, [&](auto a) { adept_in_cover_[a] = 1; });
    for (const auto& id : claim_.mentor_cover) mark(mentor_at_, id, [&](auto m) { mentor_in_cover_[m] = 1; });
    for (const auto& [id, price] : claim_.adept_prices)
      mark(adept_at_, id, [&](auto a) { adept_price_[a] = price; });
    for (const auto& [id, price] : claim_.mentor_prices)
      mark(mentor_at_, id, [&](auto m) { mentor_price_[m] = price; });
  }

  /// Sets the locked pairs aside.
  void read_locks(const std::vector<Lock>& locks, const std::vector<ClaimedPair>& pairs) {
    std::set<std::pair<std::string, std::string>> claimed;
    for (const auto& pair : pairs) claimed.emplace(pair.adept_id, pair.mentor_id);
    for (const auto& lock : locks) {
      const auto a = adept_at_.find(lock.adept_id);
      const auto m = mentor_at_.find(lock.mentor_id);
      if (a == adept_at_.end() || m == mentor_at_.end()) continue;  // the round has refused it already
      const bool is_in = claimed.contains({lock.adept_id, lock.mentor_id});
      if (lock.locked == Locked::out) {
        if (is_in) found(about(say("{adept} and {mentor} are locked out, but are among the pairs."), lock));
        locked_out_.emplace(a->second, m->second);
        continue;
      }
      if (!is_in) found(about(say("{adept} and {mentor} are locked in, but are not among the pairs."), lock));
      if (locked_[a->second]) continue;
      locked_[a->second] = 1;
      locked_to_[a->second] = static_cast<std::int32_t>(m->second);
      --places_[m->second];
      locked_pairs_ += 1;
      locked_score_ += suitability_.score(a->second, m->second);
    }
  }

  void check_pairs(const std::vector<ClaimedPair>& pairs) {
    std::unordered_map<std::string, int> of_mentor;
    std::set<std::string> adepts;
    std::int64_t sum = 0;
    for (const auto& pair : pairs) {
      const auto a = adept_at_.find(pair.adept_id);
      const auto m = mentor_at_.find(pair.mentor_id);
      if (a == adept_at_.end() || m == mentor_at_.end()) {
        found(about(say("{adept} and {mentor}: one of them is not in the spreadsheets, or takes no part."),
                    pair));
        continue;
      }
      if (!adepts.insert(pair.adept_id).second)
        found(say("{adept} stands in more than one pair.").with("adept", pair.adept_id));
      if (++of_mentor[pair.mentor_id] == suitability_.mentors()[m->second].capacity + 1)
        found(say("{mentor} has more pairs than places.").with("mentor", pair.mentor_id));
      const auto verdict = suitability_.verdict(a->second, m->second);
      for (std::size_t rule = 0; rule < suitability_.track().rules.size(); ++rule)
        if (verdict.stops >> rule & 1)
          found(about(say("{adept} and {mentor} break a rule. {rule}"), pair)
                    .with("rule", suitability_.why(rule, a->second, m->second)));
      const int score = suitability_.score(a->second, m->second);
      if (score != pair.score)
        found(about(say("{adept} and {mentor}: the score is {score}, but {claimed} is claimed."), pair)
                  .with("score", std::int64_t{score})
                  .with("claimed", std::int64_t{pair.score}));
      check_parts(pair, a->second, m->second);
      sum += score;
    }
    expect_equal(say("{claimed} pairs are claimed, but there are {counted}."), claim_.matched,
                 static_cast<std::int64_t>(pairs.size()));
    expect_equal(say("The total score is claimed to be {claimed}, but the pairs sum to {counted}."),
                 claim_.score, sum);
  }

  /// Every pair that the rules allow must have an end in the cover, and with exactly one, be worth its prices.
  void check_every_pair(Checked& checked, const std::function<void(int)>& progress) {
    const auto adepts = suitability_.adepts().size();
    const auto mentors = suitability_.mentors().size();
    for (std::size_t a = 0; a < adepts; ++a) {
      if (progress && a % 64 == 0) progress(static_cast<int>(a * 10'000 / adepts));
      for (std::size_t m = 0; m < mentors; ++m) {
        ++checked.pairs_enumerated;
        if (suitability_.mentors()[m].capacity <= 0 || !suitability_.may(a, m) ||
            locked_out_.contains({a, m}))
          continue;
        ++checked.possible_pairs;
        if (locked_[a] || places_[m] <= 0) continue;  // locked pairs stand aside
        if (bounded_) {
          if (auto fault = bounded_->fault_in(a, m, suitability_.score(a, m)))
            found(about(std::move(*fault), a, m));
          continue;
        }
        const int ends = adept_in_cover_[a] + mentor_in_cover_[m];
        if (ends == 0)
          found(about(
              say("{adept} and {mentor} may be a pair, but neither is in the cover: perhaps more can be "
                  "matched."),
              a, m));
        if (ends == 1 && adept_price_[a] + mentor_price_[m] < suitability_.score(a, m))
          found(about(say("{adept} and {mentor} score more than their prices: perhaps a better set exists."),
                      a, m));
      }
    }
  }

  /// After the locks have been read.
  void read_bounds(const std::vector<ClaimedPair>& pairs) {
    if (!claim_.bounds && !claim_.gap) return;
    bounded_.emplace(claim_, People{suitability_, adept_at_, mentor_at_, locked_to_, places_, locked_pairs_,
                                    locked_score_});
    for (auto& fault : bounded_->faults(pairs)) found(std::move(fault));
  }

  void check_sums() {
    if (bounded_) return;
    std::int64_t cover = locked_pairs_;
    std::int64_t worth = locked_score_;
    for (std::size_t a = 0; a < locked_.size(); ++a) {
      if (locked_[a]) continue;
      cover += adept_in_cover_[a];
      worth += adept_price_[a];
      if (!adept_in_cover_[a] && adept_price_[a] < 0) negative(suitability_.adepts()[a].id);
    }
    for (std::size_t m = 0; m < places_.size(); ++m) {
      const std::int64_t places = std::max(0, places_[m]);
      cover += mentor_in_cover_[m] * places;
      worth += mentor_price_[m] * places;
      if (!mentor_in_cover_[m] && mentor_price_[m] < 0) negative(suitability_.mentors()[m].id);
    }
    expect_equal(say("The cover has the size {counted}, but {claimed} pairs are claimed."), claim_.matched,
                 cover);
    expect_equal(say("The prices sum to {counted}, but a score of {claimed} is claimed."), claim_.score,
                 worth);
  }

  std::vector<Message> findings;

 private:
  template <class Act>
  void mark(const std::unordered_map<std::string, std::size_t>& at, const std::string& id, Act act) {
    const auto found_at = at.find(id);
    if (found_at == at.end())
      found(
          say("The certificate names {id}, who is not in the spreadsheets or takes no part.").with("id", id));
    else
      act(found_at->second);
  }
  /// The reasons that a person reads are part of what is claimed.
  void check_parts(const ClaimedPair& pair, std::size_t a, std::size_t m) {
    const auto& criteria = suitability_.track().criteria;
    for (std::size_t c = 0; c < criteria.size(); ++c) {
      const auto claimed = pair.parts.find(std::string(programme::id_of(criteria[c].kind)));
      if (claimed == pair.parts.end()) continue;
      const auto part = suitability_.part(c, a, m);
      const auto value = part.known ? std::optional(part.value) : std::nullopt;
      if (value != claimed->second)
        found(about(say("{adept} and {mentor}: the value for {criterion} is not what the rules give."), pair)
                  .with("criterion", programme::in_words(criteria[c].kind)));
    }
  }
  void found(Message finding) {
    if (findings.size() < most_findings) findings.push_back(std::move(finding));
  }
  void negative(const std::string& id) {
    found(say("{id} is not in the cover, but has a price below zero.").with("id", id));
  }
  void expect_equal(Message message, std::int64_t claimed, std::int64_t counted) {
    if (claimed != counted) found(std::move(message).with("claimed", claimed).with("counted", counted));
  }
  template <class Pair>
  static Message about(Message message, const Pair& pair) {
    return std::move(message).with("adept", pair.adept_id).with("mentor", pair.mentor_id);
  }
  Message about(Message message, std::size_t a, std::size_t m) const {
    return std::move(message)
        .with("adept", suitability_.adepts()[a].id)
        .with("mentor", suitability_.mentors()[m].id);
  }

  const Suitability& suitability_;
  const Claim& claim_;
  std::unordered_map<std::string, std::size_t> adept_at_, mentor_at_;
  std::vector<std::uint8_t> locked_, adept_in_cover_, mentor_in_cover_;
  std::vector<int> places_;
  std::vector<std::int64_t> adept_price_, mentor_price_;
  std::set<std::pair<std::size_t, std::size_t>> locked_out_;
  std::vector<std::int32_t> locked_to_;
  std::optional<BoundedProof> bounded_;
  std::int64_t locked_pairs_ = 0, locked_score_ = 0;
};

}  // namespace

Checked check(const Suitability& suitability, const std::vector<Lock>& locks,
              const std::vector<ClaimedPair>& pairs, const Claim& claim,
              const std::function<void(int)>& progress) {
  Checked checked;
  Check check(suitability, claim);
  check.read_claim();
  check.read_locks(locks, pairs);
  check.check_pairs(pairs);
  check.read_bounds(pairs);
  check.check_sums();
  check.check_every_pair(checked, progress);
  checked.findings = std::move(check.findings);
  return checked;
}

}  // namespace parvis::proof
