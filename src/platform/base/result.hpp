/// An answer that may be a no. `Result<T, E>` holds either the value or the reason why there is none;
/// `PARVIS_TRY` hands the reason on. Library exceptions end where the library is called and become values here.
#pragma once

#include <tl/expected.hpp>
#include <utility>

namespace parvis {

template <class T, class E>
using Result = tl::expected<T, E>;

template <class E>
[[nodiscard]] auto no(E&& reason) {
  return tl::make_unexpected(std::forward<E>(reason));
}

}  // namespace parvis

#define PARVIS_JOIN_(a, b) a##b
#define PARVIS_JOIN(a, b) PARVIS_JOIN_(a, b)
/// `PARVIS_TRY(auto table, read_csv(bytes));` leaves the function with the reason when there is no table.
#define PARVIS_TRY(declaration, expression)                                     \
  auto PARVIS_JOIN(parvis_try_, __LINE__) = (expression);                       \
  if (!PARVIS_JOIN(parvis_try_, __LINE__))                                      \
    return ::parvis::no(std::move(PARVIS_JOIN(parvis_try_, __LINE__)).error()); \
  declaration = std::move(*PARVIS_JOIN(parvis_try_, __LINE__))
