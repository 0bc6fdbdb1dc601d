// Any bytes as the files of a round, certificate, pairs and locks with a byte 30 between: an answer or a reason, never
// more. Against four adepts and three mentors whose best set is counted out: what a forged certificate proves is true,
// and what the engine certifies under those locks is proved.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <set>
#include <string_view>

#include "app/acts/matching_job.hpp"
#include "app/acts/round_files.hpp"
#include "domain/proof/checker.hpp"

namespace parvis::acts {
namespace {

struct Crowd {
  std::shared_ptr<const occupations::Taxonomy> taxonomy = occupations::Taxonomy::starter();
  programme::Track track;
  std::vector<people::Adept> adepts = std::vector<people::Adept>(4);
  std::vector<people::Mentor> mentors = std::vector<people::Mentor>(3);
  Date on = *Date::from_iso("2026-03-31");

  Crowd() {
    track.id = "t";
    track.rules.push_back({"common_language", programme::CommonLanguage{}, programme::OnUnknown::stop});
    track.criteria.push_back({programme::CriterionKind::languages, 3, 0, {}});
    track.criteria.push_back({programme::CriterionKind::experience, 2, 10, {}});
    const char* const of_adepts[] = {"ara", "ukr", "ara", "som"};
    for (std::size_t a = 0; a < adepts.size(); ++a) {
      adepts[a].id = "A" + std::to_string(a + 1);
      adepts[a].gender = a % 2 == 0 ? people::Gender::man : people::Gender::woman;
      adepts[a].languages = {{{of_adepts[a], people::Level::native}}};
      adepts[a].experience_years = static_cast<int>(3 * a);
    }
    for (std::size_t m = 0; m < mentors.size(); ++m) {
      mentors[m].id = "M" + std::to_string(m + 1);
      mentors[m].languages = {{{"ara", people::Level::b2}}};
      if (m > 0) mentors[m].languages->push_back({m == 1 ? "ukr" : "som", people::Level::native});
      mentors[m].experience_years = static_cast<int>(10 * m);
    }
  }
};

struct Best {
  std::int64_t matched = -1, score = 0;
};

/// Every set of pairs there is, adept by adept.
class Counted {
 public:
  /// `most`: hundredths of a point between the shares of the two women and of the two men.
  Counted(const suitability::Suitability& suitability, const std::vector<suitability::Lock>& locks,
          std::int64_t most = 10'000)
      : suitability_(suitability), most_(most) {
    for (const auto& mentor : suitability.mentors()) places_.push_back(mentor.capacity);
    for (const auto& lock : locks)
      (lock.locked == suitability::Locked::in ? in_ : out_).emplace(lock.adept_id, lock.mentor_id);
  }
  Best best() {
    next(0, 0, 0, 0);
    return best_;
  }

 private:
  void next(std::size_t a, std::int64_t matched, std::int64_t score, std::size_t locked) {
    if (a == suitability_.adepts().size()) {
      if (locked == in_of_known() && std::abs(matched_[0] - matched_[1]) * 5'000 <= most_ &&
          (matched > best_.matched || (matched == best_.matched && score > best_.score)))
        best_ = {matched, score};
      return;
    }
    next(a + 1, matched, score, locked);
    for (std::size_t m = 0; m < places_.size(); ++m) {
      const auto ids = std::pair(suitability_.adepts()[a].id, suitability_.mentors()[m].id);
      if (places_[m] == 0 || !suitability_.may(a, m) || out_.contains(ids)) continue;
      --places_[m];
      ++matched_[a % 2];
      next(a + 1, matched + 1, score + suitability_.score(a, m), locked + in_.count(ids));
      --matched_[a % 2];
      ++places_[m];
    }
  }
  /// A lock on somebody who is not here says nothing.
  std::size_t in_of_known() const {
    return static_cast<std::size_t>(std::count_if(in_.begin(), in_.end(), [&](const auto& ids) {
      const auto is = [](const auto& people, const std::string& id) {
        return std::any_of(people.begin(), people.end(), [&](const auto& one) { return one.id == id; });
      };
      return is(suitability_.adepts(), ids.first) && is(suitability_.mentors(), ids.second);
    }));
  }

  const suitability::Suitability& suitability_;
  std::int64_t most_, matched_[2] = {0, 0};
  std::vector<int> places_;
  std::set<std::pair<std::string, std::string>> in_, out_;
  Best best_;
};

void must(bool holds) {
  if (!holds) std::abort();
}

void engine_is_proved(const Crowd& crowd, const std::vector<suitability::Lock>& locks, const Best& best) {
  matching::RoundRequest request;
  request.programme_id = "p";
  request.track = crowd.track;
  request.taxonomy = crowd.taxonomy;
  request.adepts = crowd.adepts;
  request.mentors = crowd.mentors;
  request.locks = locks;
  request.on = crowd.on;
  request.threads = 1;
  const auto round = matching::run(std::move(request));
  if (!round) return;
  must(round->claim().matched == best.matched && round->score() == best.score);
  const auto claim = read_certificate(certificate_json(round->claim()));
  const auto table = formats::read_table(pairs_csv(*round, {}, {}), "pairs.csv");
  must(claim && table);
  const auto pairs = read_pairs(*table);
  must(pairs && proof::check(round->suitability(), locks, *pairs, *claim).proved());
}

void try_files(std::string_view certificate, std::string_view pairs_file, std::string_view locks_file) {
  static const Crowd crowd;
  const suitability::Suitability suitability(crowd.track, *crowd.taxonomy, crowd.adepts, crowd.mentors,
                                             crowd.on);
  std::vector<suitability::Lock> locks;
  if (const auto table = formats::read_table(locks_file, "locks.csv")) {
    std::vector<people::Reject> rejects;
    bool usable = true;
    locks = read_locks(*table, rejects, usable);
    must(usable == rejects.empty());
  }
  const auto best = Counted(suitability, locks).best();
  engine_is_proved(crowd, locks, best);
  const auto claim = read_certificate(certificate);
  if (!claim) return;
  const auto again = read_certificate(certificate_json(*claim));
  must(again && certificate_json(*again) == certificate_json(*claim));
  const auto table = formats::read_table(pairs_file, "pairs.csv");
  if (!table) return;
  const auto pairs = read_pairs(*table);
  if (!pairs) return;
  const auto checked = proof::check(suitability, locks, *pairs, *claim);
  if (!checked.proved()) return;
  const auto is = [&](const Best& counted) {
    return claim->matched == counted.matched && claim->score == counted.score;
  };
  if (claim->gap)
    must(is(Counted(suitability, locks, claim->gap->most).best()));
  else if (claim->bounds)
    must(claim->matched <= best.matched);  // a bound may ask for fewer pairs, never for more
  else
    must(is(best));
}

}  // namespace
}  // namespace parvis::acts

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto first = bytes.find('\x1e');
  if (size > 1 << 14 || first == std::string_view::npos) return 0;
  const auto second = bytes.find('\x1e', first + 1);
  if (second == std::string_view::npos) return 0;
  parvis::acts::try_files(bytes.substr(0, first), bytes.substr(first + 1, second - first - 1),
                          bytes.substr(second + 1));
  return 0;
}
