/// One answer of another server, kept for a while: asked for again when it has grown old, by one thread at a time,
/// and never in a hurry. Time is an argument.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "platform/oidc/oidc.hpp"

namespace parvis::oidc {

inline constexpr std::chrono::hours fresh_for{1};
/// An old answer still serves so long when the other server does not answer.
inline constexpr std::chrono::hours usable_for{24};
/// After a fault nobody asks again until then: a provider in trouble is not helped by more questions.
inline constexpr std::chrono::seconds rest_after_fault{5};
/// How often an answer that is still fresh may be asked for anew, because it lacks something (an unknown key).
inline constexpr std::chrono::minutes between_renewals{1};

template <class T>
class Remembered {
 public:
  using Value = std::shared_ptr<const T>;
  using Ask = std::function<Result<T, No>()>;

  Result<Value, No> get(Moment now, const Ask& ask) {
    if (auto known = known_at(now)) return *known;
    const std::lock_guard asking(asking_);
    // Another thread may have asked while this one waited.
    if (auto known = known_at(now)) return *known;
    return remember(now, ask());
  }

  /// Another value than `lacking`, or nothing: it was asked for less than a minute ago, or does not come.
  Value other_than(const Value& lacking, Moment now, const Ask& ask) {
    const std::lock_guard asking(asking_);
    {
      const std::lock_guard lock(mutex_);
      if (value_ != lacking) return value_;
      if (is_within(between_renewals, renewed_at_, now)) return nullptr;
      renewed_at_ = now;
    }
    auto answer = remember(now, ask());
    return answer && *answer != lacking ? *answer : nullptr;
  }

 private:
  /// A clock set back counts as a long time.
  static bool is_within(std::chrono::seconds span, const std::optional<Moment>& from, Moment now) {
    return from && now >= *from && now - *from < span;
  }
  std::optional<Result<Value, No>> known_at(Moment now) const {
    const std::lock_guard lock(mutex_);
    if (value_ && is_within(fresh_for, asked_at_, now)) return Result<Value, No>(value_);
    if (!is_within(rest_after_fault, failed_at_, now)) return std::nullopt;
    if (value_ && is_within(usable_for, asked_at_, now)) return Result<Value, No>(value_);
    return Result<Value, No>(no(failed_with_));
  }
  Result<Value, No> remember(Moment now, Result<T, No> answer) {
    const std::lock_guard lock(mutex_);
    if (answer) {
      value_ = std::make_shared<const T>(std::move(*answer));
      asked_at_ = now;
      failed_at_.reset();
      return value_;
    }
    failed_at_ = now;
    failed_with_ = answer.error();
    if (value_ && is_within(usable_for, asked_at_, now)) return value_;
    return no(failed_with_);
  }

  std::mutex asking_;
  mutable std::mutex mutex_;
  Value value_;
  std::optional<Moment> asked_at_, failed_at_, renewed_at_;
  No failed_with_ = No::unreachable;
};

}  // namespace parvis::oidc
