#pragma once
// Damages topology files at random, for tests that say: never a crash, always a reason.

#include <cstdint>
#include <random>
#include <string>

namespace topomq::test {

/// The same seed makes the same files.
class FileMutator
{
public:
    explicit FileMutator(std::uint32_t seed)
        : m_random(seed)
    { }

    /// Bytes changed with a probability of 0.02, or one structural damage: a key that stands
    /// twice, deep nesting, NaN, a huge number, a truncated end, exchanged words.
    [[nodiscard]] std::string mutate(const std::string& file);

private:
    [[nodiscard]] std::size_t below(std::size_t limit);
    [[nodiscard]] std::string damageBytes(std::string file);
    [[nodiscard]] std::string repeatLine(const std::string& file);
    [[nodiscard]] std::string replaceNumber(const std::string& file, const std::string& by);
    [[nodiscard]] std::string replaceWord(const std::string& file);

    std::mt19937 m_random;
};

} // namespace topomq::test
