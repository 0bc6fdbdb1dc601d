/// Whether two may become a pair, and what is written down when a coordinator says so by hand. Inside this folder.
#pragma once

#include <memory>

#include "app/records/by_hand.hpp"
#include "app/records/holds.hpp"
#include "app/records/kept_round.hpp"

namespace parvis::records {

/// The rules asked by what is known on the day, whether the two are held or not. `overridden`: rules that have given
/// way already. Refuses `rule_says_no` unless `by_hand` lets them give way; refuses an application that is over.
Result<Judged, Failure> judged_in(store::Transaction& tx, Two two, const programme::Track& track,
                                  const occupations::Taxonomy& taxonomy, Date day,
                                  const std::vector<std::string>& overridden, const ByHand* by_hand);
/// Which track the two are in: their own, or the first of the programme whose rules let them.
Result<Judged, Failure> judged_by_programme(store::Transaction& tx, Two two, ProgrammeId programme,
                                            const occupations::Taxonomy& taxonomy, Date day,
                                            const std::vector<std::string>& overridden,
                                            const ByHand* by_hand);
/// A decision by hand needs a name and a reason.
Result<bool, Failure> is_somebodys(const store::Transaction& tx, const ByHand& by_hand);
/// One row for each rule that gave way; one without a rule when none did.
Result<bool, Failure> write_down(store::Transaction& tx, Holder about, Two two, const ByHand& by_hand,
                                 const std::vector<std::string>& broken);

}  // namespace parvis::records
