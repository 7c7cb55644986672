#pragma once
// Words under which people might write a secret into the file.

#include <algorithm>
#include <array>
#include <string_view>

namespace topomq::rules {

[[nodiscard]] inline bool isSecretWord(std::string_view key)
{
    constexpr std::array<std::string_view, 5> kWords{"password", "secret", "secret_key",
                                                     "secretkey", "private_key"};
    return std::find(kWords.begin(), kWords.end(), key) != kWords.end();
}

} // namespace topomq::rules
