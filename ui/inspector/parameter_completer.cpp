#include "ui/inspector/parameter_completer.h"

#include "ui/document/topology_document.h"
#include "ui/inspector/inspector_text.h"

#include <QLineEdit>
#include <QStringListModel>

namespace topomq::ui {

namespace {

/// Where the name begins that is being typed at the end of the text, with its `#`; -1: none is.
qsizetype nameAt(const QString& text)
{
    const qsizetype start = text.lastIndexOf(u'#');
    for (qsizetype i = start + 1; start >= 0 && i < text.size(); ++i) {
        if (!text[i].isLetterOrNumber() && text[i] != u'_')
            return -1;
    }
    return start;
}

} // namespace

ParameterCompleter::ParameterCompleter(TopologyDocument& document, QLineEdit* line)
    : QCompleter(line)
    , m_document(document)
    , m_line(line)
{
    setModel(new QStringListModel(this));
    setCaseSensitivity(Qt::CaseInsensitive);
    setCompletionMode(QCompleter::PopupCompletion);
    readNames();
    connect(&document, &TopologyDocument::changed, this, &ParameterCompleter::readNames);
}

void ParameterCompleter::readNames()
{
    QStringList names;
    for (const model::Parameter& parameter : m_document.topology().parameters)
        names.append(u'#' + toText(parameter.name));
    auto* list = static_cast<QStringListModel*>(model());
    if (list->stringList() != names)
        list->setStringList(names);
}

QStringList ParameterCompleter::splitPath(const QString& path) const
{
    const qsizetype start = nameAt(path);
    // No name begins with a space, so nothing is offered.
    return {start < 0 ? QStringLiteral(" ") : path.mid(start)};
}

QString ParameterCompleter::pathFromIndex(const QModelIndex& index) const
{
    const QString name = QCompleter::pathFromIndex(index);
    const QString typed = m_line->text();
    const qsizetype start = nameAt(typed);
    return start < 0 ? name : typed.left(start) + name;
}

} // namespace topomq::ui
