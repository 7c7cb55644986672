#pragma once
// Opens a topology file for editing.

#include "engine/model/topology.h"

#include <QByteArray>
#include <QString>

namespace topomq::ui {

/// Either `problem` is empty and `topology` is all of the file, or it says why it cannot be
/// opened, with the places.
struct OpenResult
{
    QString problem;
    model::Topology topology;
    /// Of the text it was read from, as digestOf says it.
    QByteArray digest;
    /// It was made of a file of another program: it has no file of its own yet.
    bool isImported = false;
    /// What of it was guessed or left out; else empty.
    QString note;

    [[nodiscard]] bool isOpen() const { return problem.isEmpty(); }
};

/// Graphviz files (.dot, .gv) are imported. Refuses what could be read in part only: saving it
/// would lose the rest. Thread: any.
[[nodiscard]] OpenResult openTopologyFile(const QString& path);
/// As above, for text that is there already; `name` stands in the problem.
[[nodiscard]] OpenResult openTopologyText(const QByteArray& text, const QString& name);

/// By the ending of its name.
[[nodiscard]] bool isDotFile(const QString& path);
/// A Graphviz text.
[[nodiscard]] OpenResult importDotText(const QByteArray& text, const QString& name);

} // namespace topomq::ui
