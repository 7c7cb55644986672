#pragma once
// The shipped examples, read from the source folder.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace topomq::test {

struct ExampleFile
{
    std::string name;
    std::string text;
};

inline std::vector<ExampleFile> exampleFiles(const std::string& folder)
{
    std::vector<ExampleFile> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".topomq")
            continue;
        std::ostringstream text;
        text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        files.push_back({entry.path().filename().string(), text.str()});
    }
    std::sort(files.begin(), files.end(),
              [](const ExampleFile& a, const ExampleFile& b) { return a.name < b.name; });
    return files;
}

} // namespace topomq::test
