#include "ui/document/example_library.h"

#include "engine/io/topology_file.h"

#include <QFile>

#include <algorithm>
#include <string_view>

// Outside of any namespace: the macro declares a global function.
static void initExampleResources()
{
    Q_INIT_RESOURCE(topomq_examples);
}

namespace topomq::ui {

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::vector<Example> readExamples()
{
    initExampleResources();
    std::vector<Example> examples;
    const QString index = QString::fromUtf8(contents(QStringLiteral(":/examples/index.txt")));
    for (const QString& line : index.split(QLatin1Char('\n'))) {
        const QString name = line.section(QLatin1Char(' '), 0, 0).trimmed();
        if (name.isEmpty() || name.startsWith(QLatin1Char('#')))
            continue;
        Example example{name, name, {}, contents(QStringLiteral(":/examples/%1.topomq").arg(name))};
        const io::ReadResult read = io::readTopology(std::string_view(
            example.text.constData(), static_cast<std::size_t>(example.text.size())));
        if (!read.topology.name.empty())
            example.title = QString::fromStdString(read.topology.name);
        example.description = QString::fromStdString(read.topology.description);
        examples.push_back(std::move(example));
    }
    return examples;
}

} // namespace

const std::vector<Example>& exampleLibrary()
{
    static const std::vector<Example> examples = readExamples();
    return examples;
}

const Example* findExample(const QString& name)
{
    const std::vector<Example>& examples = exampleLibrary();
    const auto found = std::find_if(examples.begin(), examples.end(),
                                    [&](const Example& example) { return example.name == name; });
    return found == examples.end() ? nullptr : &*found;
}

} // namespace topomq::ui
