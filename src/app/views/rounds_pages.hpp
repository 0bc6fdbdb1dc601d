/// Matching on those who wait: where to run a round, a round with its proposals, and the pairs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/views/form.hpp"
#include "app/views/round_view.hpp"
#include "app/views/shell.hpp"
#include "app/views/try_pages.hpp"
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
  std::string elsewhere = {};  ///< where another mentor is chosen; empty: too late for that
};
/// A round that has been asked for.
struct OrderLine {
  std::int64_t id = 0;
  std::string programme;
  bool is_stopped = false;  ///< cut off; else it is being calculated
};
struct RoundsShown {
  std::vector<OrderLine> orders = {};
  std::vector<RoundPlace> places;
  bool may_run = false;
  std::vector<RoundLine> rounds;
  std::vector<PairLine> proposals, pairs;
  std::vector<Option> no_reasons, end_reasons;
  Faults faults;
};
std::string rounds_page(const RoundsShown& shown, const Desk& desk, const Texts& t);

enum class OrderShownAs { waiting, running, refused, cancelled, stopped };
struct OrderShown {
  std::int64_t id = 0;
  std::string place, name;  ///< as RoundPlace
  OrderShownAs as = OrderShownAs::running;
  int step = 1, share = 0;   ///< of running_section
  std::vector<Message> why;  ///< it was refused
  bool may_run = false;
};
std::string order_page(const OrderShown& shown, const Desk& desk, const Texts& t);

/// One whose mentor is another than in the round before. Empty names: somebody who does not wait any more.
struct OtherMentor {
  std::string adept, before, now;
};
struct KeptCompared {
  std::int64_t with = 0;  ///< the round before
  Moment run_at;
  int same = 0, other = 0, fresh = 0, lost = 0, left = 0;
  RoundFigures figures_before, figures_now;
  std::vector<OtherMentor> changed;  ///< the first of them
};
struct LockShown {
  std::string field, adept, mentor, reason;
  bool is_together = true, stays = true;
};
/// Deciding for one adept with whom they shall, or shall not, be.
struct DecideShown {
  std::string adept_id, adept;
  std::vector<Option> mentors, reasons;
  bool has_costs = false;  ///< what it would cost the round to put them together stands beside each mentor
  std::string mentor, reason, how = "in";  ///< as chosen
};

/// The bound on equal opportunity that holds for the programme.
struct BoundHolding {
  std::int64_t most = 0;  ///< hundredths of a percentage point
  std::string ground;
  Moment set_at;
};

/// What the independent checker said of the round.
struct CheckedShown {
  std::vector<Message> findings = {};  ///< empty: proved
  std::int64_t possible_pairs = 0;
};

struct KeptRoundShown {
  std::int64_t id = 0;
  RoundShown round;
  int page = 1, pages = 1;
  bool may_run = false, may_propose = false, may_take_out = false;
  int not_yet_proposed = 0;
  std::vector<WeightShown> weights = {};
  bool has_own_weights = false;  ///< others than the programme's
  std::vector<LockShown> locks = {};
  std::optional<DecideShown> decide = {};
  std::optional<KeptCompared> compared = {};
  const matching::Choices* choices = nullptr;  ///< what bounds would cost; null: not worked out
  std::optional<BoundHolding> bound = {};
  bool may_bound = false;
  std::string ground = {};  ///< as written
  std::vector<PairLine> proposals = {};
  std::vector<Option> no_reasons = {};
  std::optional<CheckedShown> checked = {};  ///< nothing: it was not asked
  bool is_closed = false, may_close = false;
  bool is_same = true;  ///< run again it gives the same; false: people have left it since
  Faults faults = {};
};
std::string kept_round_page(const KeptRoundShown& shown, const Desk& desk, const Texts& t);

}  // namespace parvis::views
