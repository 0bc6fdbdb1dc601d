/// Matching rounds on those who wait in a programme (C1–C4). A round is kept with what it was run from (the version of
/// the rules, the day, seed, locks, weights, and what it was told about each person) and with its pairs and
/// certificate, so that it can be run again and checked. People stand in it one by one and can leave it; pairs and
/// certificate hold ids of applications only. Who may do what is asked before (domain/access).
///
///   PARVIS_TRY(auto run, rounds.run(actor, now, {.programme = duo, .day = today}));   // run.round for the page
///   PARVIS_TRY(auto made, proposals.propose(actor, now, run.id, {{adept, mentor}, …}));
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/acts/matching_job.hpp"
#include "app/records/applications.hpp"
#include "app/records/programmes.hpp"
#include "domain/matching/round.hpp"
#include "domain/people/intake.hpp"
#include "domain/proof/checker.hpp"

namespace parvis::records {

using store::RoundId;

struct RoundLock {
  ApplicationId adept, mentor;
  suitability::Locked locked = suitability::Locked::in;
  lives::Reason reason = lives::Reason::none;
};

struct RoundWish {
  ProgrammeId programme;
  std::string track;  ///< "" finds the only one
  Date day;           ///< ages, waiting and the rules that hold are counted to it
  std::uint64_t seed = 1;
  std::vector<RoundLock> locks = {};
  std::vector<int> weights = {};  ///< one for each criterion of the track; empty: as configured
  int threads = 2;
  std::function<void(matching::Stage, int)> progress = {};
  /// In the transaction that keeps the round: where it says no, nothing is kept.
  std::function<Result<bool, Failure>(store::Transaction&, RoundId)> and_then = {};
};

/// Someone who waits and could not take part: something that the rules need cannot be read.
struct LeftOut {
  ApplicationId application;
  Message why;
};

struct RoundRun {
  RoundId id;
  ProgrammeVersion programme;
  matching::Round round;  ///< ids are text_of(ApplicationId); with names
  std::vector<LeftOut> left_out = {};
  std::vector<people::UnsettledTitle> unsettled = {};
  acts::Weighed weighed = {};
};

/// A kept round, run again from what it was run from.
struct RoundAgain {
  RoundRun run;
  int people_gone = 0;             ///< erased or protected since: then it cannot become the same
  bool is_same = false;            ///< pairs and certificate are the same to the byte
  std::string pairs, certificate;  ///< as kept: pairs.csv and certificate.json (docs/formats.md)
  std::vector<RoundLock> locks = {};
};
/// One pair of a kept round, as it was kept.
struct KeptPair {
  ApplicationId adept, mentor;
  int score = 0;
};
struct PairsKept {
  Moment run_at;
  std::vector<KeptPair> pairs;
};

struct RoundRow {
  RoundId id;
  ProgrammeId programme;
  int version = 0;
  std::string track;
  Moment run_at;
  Date day;
  int adepts = 0, mentors = 0, proposals = 0, accepted = 0;
  std::optional<Moment> closed_at;
};

class Rounds {
 public:
  Rounds(store::Store& store, std::shared_ptr<const occupations::Taxonomy> taxonomy);

  /// Held to the bound on equal opportunity that holds for the programme (equal_bounds.hpp), as long as both women and
  /// men wait. Refuses `locks_do_not_hold` (why: each lock), `bound_cannot_be_kept` (why: what cannot hold together),
  /// `weights_do_not_fit`, `no_such_track`. Nobody is held by a round:
  /// that is for its proposals.
  Result<RoundRun, Failure> run(const store::Actor& actor, Moment now, const RoundWish& wish);
  /// The same, for whoever looks at it next: it is not calculated a second time.
  Result<RoundId, Failure> run_to_look_at(const store::Actor& actor, Moment now, const RoundWish& wish);
  /// A file of the round is taken out: a row of the log about the round, and one about each person who stands in it.
  Result<bool, Failure> tell_of_export(const store::Actor& actor, Moment now, RoundId id);
  /// The rounds looked at last are held in memory, and shown from there as long as everything that they were run from
  /// is as it was.
  Result<std::shared_ptr<const RoundAgain>, Failure> run_again(const store::Actor& actor, Moment now,
                                                               RoundId id, int threads = 2);
  /// What a round came to, to be held against another.
  Result<PairsKept, Failure> pairs_kept(const store::Actor& actor, Moment now, RoundId id);
  /// By the independent checker (domain/proof), from what is kept.
  Result<proof::Checked, Failure> verify(const store::Actor& actor, Moment now, RoundId id);
  /// From then on nobody is proposed from it. Those who are not in a proposal went on waiting all the time.
  Result<bool, Failure> close(const store::Actor& actor, Moment now, RoundId id);
  /// For whoever has just looked at the round: the log says nothing more.
  Result<bool, Failure> is_closed(const store::Actor& actor, Moment now, RoundId id);
  /// The newest first.
  Result<std::vector<RoundRow>, Failure> list(const store::Actor& actor, Moment now,
                                              const access::RowScope& scope,
                                              std::optional<ProgrammeId> programme, int limit);

 private:
  struct Looked;
  struct Made;
  Result<Made, Failure> make(const store::Actor& actor, Moment now, const RoundWish& wish);
  store::Store& store_;
  std::shared_ptr<const occupations::Taxonomy> taxonomy_;
  std::shared_ptr<Looked> looked_;
};

}  // namespace parvis::records
