/// Matching on those who wait: where to run a round, a round with its proposals, and the pairs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/views/form.hpp"
#include "app/views/round_view.hpp"
#include "app/views/shell.hpp"
#include "platform/base/moment.hpp"

namespace parvis::views {

/// One programme, or track of it, in which a round can be run.
struct RoundPlace {
  std::string value, name;  ///< "12/medicine", "Duo · medicine"
  std::int64_t adepts = 0, places = 0;
};
struct RoundLine {
  std::int64_t id = 0;
  std::string programme;
  Moment run_at;
  int adepts = 0, mentors = 0, proposals = 0, accepted = 0;
  bool is_closed = false;
};
/// A proposal or a pair as one row: two colleagues, where it stands, and what can be done.
struct PairLine {
  std::int64_t id = 0;
  std::string adept, mentor, programme, state;
  int edition = 0;
  std::vector<Option> moves;  ///< value and words of each button; the first is the likeliest
  bool asks_for_reason = false;
};
struct RoundsShown {
  std::vector<RoundPlace> places;
  bool may_run = false;
  std::vector<RoundLine> rounds;
  std::vector<PairLine> proposals, pairs;
  std::vector<Option> no_reasons, end_reasons;
  Faults faults;
};
std::string rounds_page(const RoundsShown& shown, const Desk& desk, const Texts& t);

struct KeptRoundShown {
  std::int64_t id = 0;
  RoundShown round;
  bool may_propose = false;
  int not_yet_proposed = 0;
  std::vector<PairLine> proposals;
  std::vector<Option> no_reasons;
  bool is_same = true;  ///< run again it gives the same; false: people have left it since
  bool is_proved = false;
  std::string notice;
  Faults faults;
};
std::string kept_round_page(const KeptRoundShown& shown, const Desk& desk, const Texts& t);

}  // namespace parvis::views
