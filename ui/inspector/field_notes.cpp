#include "ui/inspector/field_notes.h"

#include "engine/model/parameters.h"
#include "ui/document/engine_text.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/theme/theme.h"

#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

/// "= 250", "= normal 200, 50"
QString resolvedText(const model::Value& value)
{
    QString text = toText(value.describe());
    for (const char sign : {'{', '}', '[', ']', ':'})
        text.remove(QLatin1Char(sign));
    return QStringLiteral("= ") + text;
}

/// All that is inside of one instance stands at the same place: only the words tell it apart.
bool isStillThere(const model::Finding& finding, const model::Finding& present)
{
    return present.fix && finding.fix && present.fix->text == finding.fix->text
        && present.code == finding.code && present.where == finding.where
        && present.field == finding.field && present.message == finding.message;
}

} // namespace

bool FieldPlace::isOf(const model::Finding& finding) const
{
    return !finding.field.empty() && finding.field == field
        && std::find(where.begin(), where.end(), finding.where) != where.end();
}

void applyFinding(TopologyDocument& document, const model::Finding& finding)
{
    document.checkNow();
    for (const model::Finding& present : document.findingsInView()) {
        if (!isStillThere(finding, present))
            continue;
        const model::Fix fix = *present.fix;
        document.pushToFile(engineText(fix.text), fix.edit);
        return;
    }
}

QColor colorOf(model::Severity severity, const Theme& theme)
{
    switch (severity) {
    case model::Severity::Error:
        return theme.colors().bad;
    case model::Severity::Warning:
        return theme.colors().warn;
    case model::Severity::Information:
        break;
    }
    return theme.colors().accent;
}

QString wordOf(model::Severity severity)
{
    switch (severity) {
    case model::Severity::Error:
        return FieldNotes::tr("Error");
    case model::Severity::Warning:
        return FieldNotes::tr("Warning");
    case model::Severity::Information:
        break;
    }
    return FieldNotes::tr("Note");
}

FieldNotes::FieldNotes(FieldPlace place,
                       const QString& name,
                       const QString& help,
                       const InspectorContext& context,
                       QWidget* parent)
    : QWidget(parent)
    , m_place(std::move(place))
    , m_context(context)
    , m_resolved(makeNote(context.theme, this))
    , m_help(makeNote(context.theme, this, help))
    , m_finding(makeNote(context.theme, this))
    , m_fix(makeTextButton(context.theme, this, QString()))
{
    m_resolved->setObjectName(name + QStringLiteral("/resolved"));
    m_resolved->setAlignment(Qt::AlignRight);
    m_help->setObjectName(name + QStringLiteral("/help"));
    m_help->setVisible(context.opened.contains(helpKey()));
    m_finding->setObjectName(name + QStringLiteral("/finding"));
    m_fix->setObjectName(name + QStringLiteral("/fix"));
    auto* column = makeColumnLayout(this, 1);
    column->addWidget(m_resolved);
    column->addWidget(m_help);
    column->addWidget(m_finding);
    column->addWidget(m_fix, 0, Qt::AlignLeft);
    m_resolved->hide();
    connect(m_fix, &QToolButton::clicked, this, [this] {
        if (!m_shown)
            return;
        const model::Finding finding = *m_shown;
        applyFinding(m_context.document, finding);
    });
    connect(&context.document, &TopologyDocument::findingsChanged, this, &FieldNotes::showFinding);
    showFinding();
}

void FieldNotes::showValue(const std::optional<model::Value>& value)
{
    QString text;
    if (value) {
        const model::ParameterValues values(m_context.document.topology().parameters);
        const auto number = model::resolved(*value, values);
        if (number && *number != *value)
            text = resolvedText(*number);
    }
    m_resolved->setText(text);
    m_resolved->setVisible(!text.isEmpty());
    follow();
}

QString FieldNotes::helpKey() const
{
    return QStringLiteral("help/") + m_help->objectName();
}

void FieldNotes::toggleHelp()
{
    const bool opens = !m_context.opened.contains(helpKey());
    if (opens)
        m_context.opened.insert(helpKey());
    else
        m_context.opened.erase(helpKey());
    m_help->setVisible(opens);
    follow();
}

void FieldNotes::showFinding()
{
    m_shown.reset();
    // Most severe first.
    for (const model::Finding& finding : m_context.document.findingsInView()) {
        if (!m_shown && m_place.isOf(finding))
            m_shown = finding;
    }
    if (m_shown) {
        setLabelColor(m_finding, colorOf(m_shown->severity, m_context.theme));
        m_finding->setText(wordOf(m_shown->severity) + QStringLiteral(": ")
                           + engineText(m_shown->message));
    }
    const bool canFix = m_shown && m_shown->fix;
    m_fix->setText(canFix ? engineText(m_shown->fix->text) : QString());
    m_fix->setVisible(canFix);
    m_finding->setVisible(m_shown.has_value());
    follow();
}

/// An empty widget would still take the space between two rows.
void FieldNotes::follow()
{
    setVisible(m_shown || !m_resolved->text().isEmpty() || !m_help->isHidden());
}

} // namespace topomq::ui
