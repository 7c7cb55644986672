#include "ui/inspector/parameter_table.h"

#include "engine/model/parameters.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/parameter_row.h"

#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace topomq::ui {

ParameterTable::ParameterTable(const InspectorContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_column(makeColumnLayout(this, 4))
    , m_hint(makeNote(context.theme,
                      this,
                      tr("A number with a name. Write #name in place of a number, or #name / 2, in "
                         "any setting: changing it here changes them all.")))
{
    m_column->addWidget(m_hint);
    auto* add = makeTextButton(context.theme, this, tr("+ Add parameter"));
    add->setObjectName(QStringLiteral("parameters/add"));
    m_column->addWidget(add, 0, Qt::AlignLeft);
    connect(add, &QToolButton::clicked, this, &ParameterTable::add);
    sync();
}

void ParameterTable::sync()
{
    const std::size_t wanted = m_context.document.topology().parameters.size();
    while (m_rows.size() > wanted) {
        // It may be in the middle of a signal of its own.
        m_rows.back()->hide();
        m_rows.back()->deleteLater();
        m_rows.pop_back();
    }
    while (m_rows.size() < wanted) {
        m_rows.push_back(new ParameterRow(m_rows.size(), m_context, this));
        m_column->insertWidget(static_cast<int>(m_rows.size()) - 1, m_rows.back());
        // The layout would show it later, and until then it takes no keyboard.
        m_rows.back()->show();
    }
    for (ParameterRow* row : m_rows)
        row->sync();
    m_hint->setVisible(m_rows.empty());
}

void ParameterTable::add()
{
    TopologyDocument& document = m_context.document;
    const std::string name = model::freeParameterName(document.topology(), "rate");
    document.push(tr("Add the parameter #%1").arg(toText(name)),
                  model::setParameter(document.topology(), {.name = name, .value = 1000}));
    if (m_rows.empty())
        return;
    // What it is to be called comes next.
    auto* line = m_rows.back()->findChild<QLineEdit*>(
        QStringLiteral("parameters/%1/name").arg(m_rows.size() - 1));
    line->setFocus();
    line->selectAll();
}

} // namespace topomq::ui
