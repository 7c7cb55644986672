#pragma once
// The examples that come with the program.

#include <QByteArray>
#include <QString>

#include <vector>

namespace topomq::ui {

struct Example
{
    /// The name on the command line: "slow-subscriber".
    QString name;
    /// As the file names itself.
    QString title;
    QString description;
    /// The file.
    QByteArray text;
};

/// In the order in which they are shown; read once. Thread: the window's, or the only one.
[[nodiscard]] const std::vector<Example>& exampleLibrary();
/// Null when there is no such example.
[[nodiscard]] const Example* findExample(const QString& name);

} // namespace topomq::ui
