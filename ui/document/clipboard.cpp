#include "ui/document/clipboard.h"

#include "engine/io/topology_file.h"
#include "ui/document/open_topology.h"
#include "ui/document/topology_document.h"

#include <QCoreApplication>
#include <QMimeData>

#include <utility>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Clipboard)
};

QString noNodes()
{
    return Words::tr("The clipboard holds no nodes. Copy some on the canvas, or "
                     "copy the text of a topology file.");
}

/// A part of a file may be a node, a list of nodes, or an object without the version.
QString asFile(const QString& text)
{
    if (text.contains(QStringLiteral("\"topomq\"")))
        return text;
    const QString version = QStringLiteral("{ \"topomq\": 1, ");
    if (text.contains(QStringLiteral("\"nodes\"")))
        return version + text.mid(text.indexOf(QLatin1Char('{')) + 1);
    const QString list = text.trimmed().startsWith(QLatin1Char('['))
        ? text
        : QLatin1Char('[') + text + QLatin1Char(']');
    return version + QStringLiteral("\"nodes\": ") + list + QLatin1Char('}');
}

/// JSON that is broken says where; what was never meant to be one gets a hint.
OpenResult readText(const QString& text)
{
    const QString trimmed = text.trimmed();
    const QString name = Words::tr("The text in the clipboard");
    if (trimmed.startsWith(QLatin1Char('{')) || trimmed.startsWith(QLatin1Char('[')))
        return openTopologyText(asFile(text).toUtf8(), name);
    for (const char* word : {"digraph", "graph", "strict"}) {
        if (trimmed.startsWith(QLatin1String(word), Qt::CaseInsensitive)
            && trimmed.contains(QLatin1Char('{')))
            return importDotText(text.toUtf8(), name);
    }
    return {.problem = noNodes()};
}

} // namespace

QMimeData* clipboardData(const QString& text)
{
    auto* data = new QMimeData;
    data->setText(text);
    data->setData(QString::fromLatin1(kFragmentMime), text.toUtf8());
    return data;
}

QString textOf(const QMimeData& data)
{
    const QString own = QString::fromLatin1(kFragmentMime);
    return data.hasFormat(own) ? QString::fromUtf8(data.data(own)) : data.text();
}

QString copyToText(const TopologyDocument& document)
{
    const model::Topology part = selectedPart(document);
    return part.nodes.empty() && part.notes.empty()
        ? QString()
        : QString::fromStdString(io::writeTopology(part));
}

Pasted
pasteEdit(const TopologyDocument& document, const QString& text, std::optional<model::Point> centre)
{
    OpenResult read = readText(text);
    if (read.isOpen() && read.topology.nodes.empty() && read.topology.notes.empty())
        read.problem = noNodes();
    if (!read.isOpen())
        return {.problem = read.problem};
    return insertEdit(document, std::move(read.topology), centre);
}

} // namespace topomq::ui
