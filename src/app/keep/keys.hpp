/// A new key for what the database hides. The steps survive a kill at any point: the new key is on disk before
/// anything is sealed with it, cells are sealed again in batches, and a second call goes on where the first stopped.
/// No server runs meanwhile: it would not have the new key.
#pragma once

#include <vector>

#include "app/keep/place.hpp"

namespace parvis::keep {

struct KeyUse {
  crypto::KeyId id = 0;
  Date made_on;
  bool is_active = false;
  std::int64_t cells = 0;    ///< sealed cells of today's rows
  std::int64_t earlier = 0;  ///< sealed cells among the earlier values in the history
};
/// By id. Reads each sealed cell.
Result<std::vector<KeyUse>, No> use_of_keys(store::Store& store);

struct Rotated {
  crypto::KeyId active = 0;
  std::int64_t cells = 0;  ///< sealed again
  bool went_on = false;    ///< an earlier call had been interrupted: its key was used
};
Result<Rotated, No> rotate_keys(const Where& where, Moment now, std::size_t batch = 500);
/// Drops an old key. Refused while anything is sealed with it: today's cells, or earlier values in the history, whose
/// bytes the log's chain guards and which therefore are not sealed again.
Result<void, No> forget_key(const Where& where, Moment now, crypto::KeyId id);

}  // namespace parvis::keep
