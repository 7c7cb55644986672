#include "ui/inspector/findings_section.h"

#include "ui/document/engine_text.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/field_notes.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/theme/theme.h"

#include <QLayoutItem>
#include <QToolButton>
#include <QVBoxLayout>

#include <memory>
#include <utility>

namespace topomq::ui {

FindingsSection::FindingsSection(const InspectorContext& context,
                                 std::function<bool(const std::string& where)> concerns,
                                 QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_concerns(std::move(concerns))
    , m_column(makeColumnLayout(this, 8))
{
    rebuild();
    connect(&context.document, &TopologyDocument::findingsChanged, this, &FindingsSection::rebuild);
}

void FindingsSection::rebuild()
{
    std::vector<const model::Finding*> findings;
    std::vector<std::string> texts;
    for (const model::Finding& finding : m_context.document.findingsInView()) {
        if (finding.where.empty() || !m_concerns(finding.where))
            continue;
        findings.push_back(&finding);
        texts.push_back(finding.where + '\n' + finding.message
                        + (finding.fix ? '\n' + finding.fix->text : std::string()));
    }
    if (texts == m_shown)
        return;
    m_shown = texts;
    while (const std::unique_ptr<QLayoutItem> item{m_column->takeAt(0)}) {
        item->widget()->hide();
        item->widget()->deleteLater();
    }
    for (const model::Finding* finding : findings)
        m_column->addWidget(makeCard(*finding));
    setVisible(!findings.empty());
}

QWidget* FindingsSection::makeCard(const model::Finding& finding)
{
    const Theme& theme = m_context.theme;
    const Colors& colors = theme.colors();
    const QColor color = colorOf(finding.severity, theme);
    auto* card = new CardFrame(colors.tint(color, 0.1), Qt::transparent, this);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(3);

    auto* word = makeNote(theme, card, wordOf(finding.severity));
    QFont font = theme.font();
    font.setWeight(QFont::DemiBold);
    word->setFont(font);
    setLabelColor(word, color);
    word->setToolTip(toText(finding.code));
    column->addWidget(word);
    auto* message = makeNote(theme, card, engineText(finding.message));
    message->setFont(theme.font());
    setLabelColor(message, colors.text);
    column->addWidget(message);
    if (!finding.field.empty()) {
        auto* show = makeTextButton(theme, card, tr("Show the field"));
        show->setObjectName(QStringLiteral("field/") + toText(finding.code));
        connect(show, &QToolButton::clicked, this, [this, finding] {
            Selection* selection = m_context.document.selection();
            selection->revealField(selection->nodes(), selection->links(), finding.where,
                                   finding.field);
        });
        column->addWidget(show, 0, Qt::AlignLeft);
    }
    if (finding.fix) {
        auto* fix = makeTextButton(theme, card, engineText(finding.fix->text));
        fix->setObjectName(QStringLiteral("fix/") + toText(finding.code));
        connect(fix, &QToolButton::clicked, this,
                [this, finding] { applyFinding(m_context.document, finding); });
        column->addWidget(fix, 0, Qt::AlignLeft);
    }
    return card;
}

} // namespace topomq::ui
