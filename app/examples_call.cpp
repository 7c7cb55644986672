#include "app/examples_call.h"

#include "app/console.h"
#include "app/exit_codes.h"
#include "ui/document/example_library.h"

#include <algorithm>
#include <cstdio>

namespace topomq::app {

namespace {

/// A line has room for one sentence.
std::string firstSentence(const std::string& text)
{
    std::string sentence = text.substr(0, text.find(". "));
    std::replace(sentence.begin(), sentence.end(), '\n', ' ');
    if (!sentence.empty() && sentence.back() == '.')
        sentence.pop_back();
    return sentence;
}

void listAll()
{
    std::size_t width = 0;
    for (const ui::Example& example : ui::exampleLibrary())
        width = std::max(width, example.name.toStdString().size());
    for (const ui::Example& example : ui::exampleLibrary()) {
        std::string line = example.name.toStdString();
        line.resize(width + 2, ' ');
        print(stdout, line + firstSentence(example.description.toStdString()) + "\n");
    }
}

} // namespace

int examples(const ExamplesCall& call)
{
    if (call.name.empty()) {
        listAll();
        return kDone;
    }
    const ui::Example* example = ui::findExample(QString::fromStdString(call.name));
    if (example == nullptr) {
        complain("there is no example called " + call.name + "; \"topomq examples\" lists them");
        return kRefused;
    }
    std::fwrite(example->text.constData(), 1, static_cast<std::size_t>(example->text.size()),
                stdout);
    return kDone;
}

} // namespace topomq::app
