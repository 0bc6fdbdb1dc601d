/// What waits in the programmes of whoever asks, as figures. Internal work lists are no statistics: they are exact.
#pragma once

#include <string>
#include <vector>

#include "app/records/failure.hpp"
#include "app/store/store.hpp"
#include "domain/access/row_scope.hpp"

namespace parvis::records {

struct TodayFigures {
  std::int64_t new_applications = 0;  ///< submitted, not decided
  std::int64_t adepts_waiting = 0;    ///< eligible, and in no proposal or pair
  std::int64_t free_places = 0;       ///< of mentors who are eligible
  std::int64_t open_proposals = 0;
  std::int64_t pairs = 0;  ///< that have not ended
};
Result<TodayFigures, Failure> today(store::Store& store, const store::Actor& actor, Moment now,
                                    const access::RowScope& scope);

/// Who waits in a programme, by the track they applied to.
struct WaitingIn {
  std::string track;  ///< empty: any
  std::int64_t adepts = 0, places = 0;
};
Result<std::vector<WaitingIn>, Failure> waiting_in(store::Store& store, const store::Actor& actor, Moment now,
                                                   store::ProgrammeId programme);

}  // namespace parvis::records
