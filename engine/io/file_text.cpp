#include "engine/io/topology_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace topomq::io {

namespace {

struct Closer
{
    void operator()(std::FILE* file) const
    {
        if (file != stdin)
            std::fclose(file);
    }
};

} // namespace

FileText readFile(const std::string& path)
{
    const bool isInput = path == "-";
    const std::unique_ptr<std::FILE, Closer> file(isInput ? stdin : std::fopen(path.c_str(), "rb"));
    if (file == nullptr)
        return {{}, std::generic_category().message(errno)};
    FileText result;
    std::array<char, 65536> block{};
    // One byte past the limit is enough to know; an endless file must not fill the memory.
    while (result.text.size() <= kLargestFile) {
        const std::size_t count = std::fread(block.data(), 1, block.size(), file.get());
        result.text.append(block.data(), count);
        if (count < block.size())
            break;
    }
    if (std::ferror(file.get()) != 0)
        return {{}, std::generic_category().message(errno)};
    if (result.text.size() > kLargestFile)
        return {{}, "It is larger than " + std::to_string(kLargestFile / 1024 / 1024) + " MiB"};
    return result;
}

} // namespace topomq::io
