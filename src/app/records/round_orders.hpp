/// Rounds that somebody has asked for and that are calculated while nobody waits for the page. One at a time in each
/// programme and track: whoever asks second gets the first one's. Who calculates it is not here (desk/round_work).
#pragma once

#include "app/records/rounds.hpp"

namespace parvis::records {

using OrderId = Id<struct OrderKind>;

enum class OrderState {
  running,
  kept,
  refused,    ///< it could not be run: a lock did not hold, or somebody left meanwhile
  cancelled,  ///< by a person, before it was done
  stopped,    ///< the server stopped while it was calculated; nothing of it is kept
};

struct RoundOrder {
  OrderId id;
  ProgrammeId programme;
  std::string track;
  Moment ordered_at;
  OrderState state = OrderState::running;
  std::optional<RoundId> after;  ///< the round that was looked at when this one was asked for
  std::optional<RoundId> round;  ///< when it is kept
};

class RoundOrders {
 public:
  explicit RoundOrders(store::Store& store);

  struct Begun {
    OrderId id;
    bool is_new = false;  ///< false: somebody else's is running already
  };
  Result<Begun, Failure> begin(const store::Actor& actor, Moment now, ProgrammeId programme,
                               std::string_view track, std::optional<RoundId> after = {});
  /// For RoundWish::and_then. Refuses `move_not_open` when it was cancelled meanwhile.
  Result<bool, Failure> keep_in(store::Transaction& tx, OrderId id, RoundId round) const;
  /// `refused` or `cancelled`. False: it was not running any more.
  Result<bool, Failure> end(const store::Actor& actor, Moment now, OrderId id, OrderState how) const;
  /// Refuses `no_such_round`.
  Result<RoundOrder, Failure> read(const store::Actor& actor, Moment now, OrderId id) const;
  /// Those that run, and those that were cut off and not begun anew; the newest first.
  Result<std::vector<RoundOrder>, Failure> open_ones(const store::Actor& actor, Moment now,
                                                     const access::RowScope& scope) const;
  /// The round that this one was made after.
  Result<std::optional<RoundId>, Failure> before(const store::Actor& actor, Moment now, RoundId id) const;

 private:
  RoundOrder order_of(const db::Row& row) const;
  store::Store& store_;
  std::int64_t server_;  ///< drawn by chance when the server starts
};

}  // namespace parvis::records
