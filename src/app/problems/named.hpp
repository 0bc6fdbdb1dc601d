/// Which of the numbers 1, 2, 3 … a file names. A file may say that there are millions and name three: those three
/// take memory, and one bit for each number up to the greatest of them.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace parvis::problems {

class Named {
 public:
  void add(std::uint32_t number) {
    if (number / 64 >= bits_.size()) bits_.resize(number / 64 + 1);
    bits_[number / 64] |= std::uint64_t{1} << number % 64;
  }
  bool has(std::uint32_t number) const {
    return number / 64 < bits_.size() && (bits_[number / 64] >> number % 64 & 1) != 0;
  }
  /// Call it when all are added: from then on each has a position among them, from 0, in their own order.
  void settle() {
    before_.clear();
    std::uint32_t count = 0;
    for (const std::uint64_t word : bits_) {
      before_.push_back(count);
      count += static_cast<std::uint32_t>(std::popcount(word));
    }
  }
  std::uint32_t position(std::uint32_t number) const {
    const std::uint64_t smaller = bits_[number / 64] & ((std::uint64_t{1} << number % 64) - 1);
    return before_[number / 64] + static_cast<std::uint32_t>(std::popcount(smaller));
  }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < bits_.size(); ++i)
      for (std::uint64_t word = bits_[i]; word != 0; word &= word - 1)
        names.push_back(std::to_string(i * 64 + static_cast<std::size_t>(std::countr_zero(word))));
    return names;
  }

 private:
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint32_t> before_;  // how many are named before each word of bits_
};

}  // namespace parvis::problems
