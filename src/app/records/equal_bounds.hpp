/// Bounds on equal opportunity (C3) that hold for a programme's rounds: at most so many percentage points between the
/// shares of women and of men who get a mentor. A manager switches one on, with its ground; from then on every round of
/// that programme and track is held to it, and the round says so. Who may do what is asked before (domain/access).
#pragma once

#include <optional>
#include <string>

#include "app/records/programmes.hpp"
#include "app/store/store.hpp"

namespace parvis::records {

using store::ProgrammeId;
using BoundId = Id<struct BoundKind>;

struct EqualBound {
  BoundId id;
  std::int64_t most = 0;  ///< hundredths of a percentage point
  std::string ground;
  Moment set_at;
};

class EqualBounds {
 public:
  explicit EqualBounds(store::Store& store) : store_(store) {}

  /// In the place of the one that holds. Refuses `ground_missing`, `nobody_named`.
  Result<BoundId, Failure> set(const store::Actor& actor, Moment now, ProgrammeId programme,
                               std::string_view track, std::int64_t most, const std::string& ground);
  /// False: none held.
  Result<bool, Failure> lift(const store::Actor& actor, Moment now, ProgrammeId programme,
                             std::string_view track);
  Result<std::optional<EqualBound>, Failure> holding(const store::Actor& actor, Moment now,
                                                     ProgrammeId programme, std::string_view track);

 private:
  store::Store& store_;
};

Result<std::optional<EqualBound>, Failure> bound_holding(store::Transaction& tx, ProgrammeId programme,
                                                         std::string_view track);

}  // namespace parvis::records
