#include "ui/inspector/parameter_row.h"

#include "ui/document/engine_text.h"
#include "ui/document/file_texts.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/edit_gesture.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/number_edit.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr std::size_t kMostListed = 40;

void showText(QLineEdit* line, const std::string& text)
{
    const QString shown = toText(text);
    if (line->text() != shown && !line->isModified())
        line->setText(shown);
}

} // namespace

ParameterRow::ParameterRow(std::size_t index, const InspectorContext& context, QWidget* parent)
    : QWidget(parent)
    , m_index(index)
    , m_context(context)
    , m_name(makeLine(QStringLiteral("name"), tr("Name of the parameter"), tr("name")))
    , m_value(new NumberEdit(this))
    , m_unit(makeLine(QStringLiteral("unit"), tr("Unit of the parameter"), tr("unit")))
    , m_description(makeLine(
          QStringLiteral("description"), tr("Description of the parameter"), tr("what it is for")))
    , m_uses(makeTextButton(context.theme, this, QString()))
    , m_remove(makeSignButton(context.theme,
                              this,
                              QStringLiteral("×"),
                              tr("Remove the parameter; its value takes its places")))
    , m_problem(makeNote(context.theme, this))
    , m_result(makeNote(context.theme, this))
{
    const QString path = QStringLiteral("parameters/%1/").arg(index);
    m_value->setObjectName(path + QStringLiteral("value"));
    m_value->setAccessibleName(tr("Value of the parameter"));
    m_value->setToolTip(tr("A number, or reckoned from other parameters: #rate / 2"));
    m_value->setBounds(-1e15, 1e15, false);
    m_value->completeFrom(context.document);
    m_gesture = new EditGesture(context.document, m_value->objectName(), m_value);
    m_uses->setObjectName(path + QStringLiteral("uses"));
    m_remove->setObjectName(path + QStringLiteral("remove"));
    m_problem->setObjectName(path + QStringLiteral("problem"));
    m_result->setObjectName(path + QStringLiteral("result"));
    setLabelColor(m_problem, context.theme.colors().bad);
    m_problem->hide();
    auto* menu = new QMenu(this);
    m_uses->setMenu(menu);
    m_uses->setPopupMode(QToolButton::InstantPopup);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillUses(menu); });
    place();
    connect(m_name, &QLineEdit::editingFinished, this, &ParameterRow::rename);
    connect(m_value, &NumberEdit::stepped, this, &ParameterRow::takeValue);
    connect(m_value, &NumberEdit::typed, this, [this] { m_isValueTyped = true; });
    const auto takeTyped = [this] {
        if (m_isValueTyped)
            takeValue();
    };
    connect(m_value, &QAbstractSpinBox::editingFinished, this, takeTyped);
    connect(m_gesture, &EditGesture::settled, this, takeTyped);
    connect(m_unit, &QLineEdit::editingFinished, this, &ParameterRow::takeUnit);
    connect(m_description, &QLineEdit::editingFinished, this, &ParameterRow::takeDescription);
    connect(m_remove, &QToolButton::clicked, this, &ParameterRow::remove);
    sync();
}

QLineEdit*
ParameterRow::makeLine(const QString& part, const QString& name, const QString& placeholder)
{
    auto* line = new QLineEdit(this);
    line->setObjectName(QStringLiteral("parameters/%1/%2").arg(m_index).arg(part));
    line->setAccessibleName(name);
    line->setPlaceholderText(placeholder);
    line->setMinimumWidth(50);
    // Undo in it means the document.
    auto* gesture = new EditGesture(m_context.document, line->objectName(), line);
    connect(gesture, &EditGesture::settled, line, [line] {
        if (line->isModified())
            Q_EMIT line->editingFinished();
    });
    return line;
}

void ParameterRow::place()
{
    keepFitting(m_unit, FileText::ParameterUnit);
    keepFitting(m_description, FileText::ParameterDescription);
    m_name->setMaxLength(64);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 6);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(3);
    auto* sign = makeDimLabel(m_context.theme, this, QStringLiteral("#"));
    grid->addWidget(sign, 0, 0);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(m_value, 0, 2);
    grid->addWidget(m_remove, 0, 3);
    grid->addWidget(m_description, 1, 1);
    grid->addWidget(m_unit, 1, 2);
    grid->addWidget(m_uses, 2, 1, Qt::AlignLeft);
    grid->addWidget(m_result, 2, 2);
    grid->addWidget(m_problem, 3, 1, 1, 3);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(2, 2);
}

const model::Parameter* ParameterRow::parameter() const
{
    const auto& list = m_context.document.topology().parameters;
    return m_index < list.size() ? &list[m_index] : nullptr;
}

void ParameterRow::sync()
{
    const model::Parameter* shown = parameter();
    if (shown == nullptr)
        return;
    showText(m_name, shown->name);
    showText(m_unit, shown->unit);
    showText(m_description, shown->description);
    if (m_value->value() != shown->value)
        m_value->setValue(&shown->value);
    const model::ParameterValues values(m_context.document.topology().parameters);
    const model::Evaluation* result = values.find(shown->name);
    QString text;
    if (result != nullptr && !result->number)
        text = tr("no value: it %1").arg(engineText(result->problem));
    else if (result != nullptr && shown->value.asText() != nullptr)
        text = QStringLiteral("= ") + toText(model::numberValue(*result->number).describe());
    setLabelColor(m_result,
                  result != nullptr && !result->number ? m_context.theme.colors().bad
                                                       : m_context.theme.colors().dim);
    m_result->setText(text);
    showUses();
}

std::vector<ParameterPlace> ParameterRow::uses() const
{
    const model::Parameter* shown = parameter();
    return shown == nullptr ? std::vector<ParameterPlace>()
                            : placesOf(m_context.document.root(), shown->name);
}

void ParameterRow::showUses()
{
    const auto count = static_cast<int>(uses().size());
    m_uses->setText(count == 0       ? tr("not used yet")
                        : count == 1 ? tr("used in 1 place")
                                     : tr("used in %1 places").arg(count));
    m_uses->setEnabled(count > 0);
}

void ParameterRow::fillUses(QMenu* menu)
{
    menu->clear();
    std::size_t listed = 0;
    for (const ParameterPlace& place : uses()) {
        if (++listed > kMostListed)
            break;
        QAction* action = menu->addAction(
            QStringLiteral("%1: %2 = %3")
                .arg(place.title, toText(place.use.key), toText(place.use.expression)),
            this, [this, place] { jumpTo(place); });
        action->setEnabled(place.where.has_value());
    }
}

void ParameterRow::jumpTo(const ParameterPlace& place)
{
    const std::string where = m_context.document.openPlace(*place.where);
    std::set<model::NodeId> nodes;
    if (!place.use.node.isEmpty())
        nodes.insert(place.use.node);
    m_context.document.selection()->revealField(nodes, {}, where, place.use.key);
}

void ParameterRow::rename()
{
    const model::Parameter* shown = parameter();
    // A field may show less than it was given: only what is typed goes back.
    const bool isTyped = m_name->isModified();
    m_name->setModified(false);
    if (shown == nullptr || !isTyped)
        return;
    const std::string wanted = m_name->text().trimmed().toStdString();
    // It is used in all of the file.
    const model::Topology& topology = m_context.document.root();
    if (wanted == shown->name) {
        showProblem({});
    } else if (!model::isParameterName(wanted)) {
        showProblem(tr("Not taken: a name has letters, digits and _, and begins with no digit."));
    } else if (model::findParameter(topology, wanted) != nullptr) {
        showProblem(tr("Not taken: there is a parameter #%1 already.").arg(m_name->text()));
    } else {
        showProblem({});
        m_context.document.pushToRoot(
            tr("Rename #%1 to #%2").arg(toText(shown->name), toText(wanted)),
            model::renameParameter(topology, shown->name, wanted));
    }
}

void ParameterRow::takeValue()
{
    m_isValueTyped = false;
    const auto value = m_value->value();
    if (!value) {
        showProblem(tr("Not taken: a value is a number, or reckoned from others: #rate / 2"));
        return;
    }
    showProblem({});
    change(
        tr("Change #%1"), [&value](model::Parameter& each) { each.value = *value; },
        m_gesture->token());
}

void ParameterRow::takeUnit()
{
    if (m_unit->isModified())
        change(tr("Change the unit of #%1"),
               [this](model::Parameter& each) { each.unit = m_unit->text().toStdString(); });
}

void ParameterRow::takeDescription()
{
    if (m_description->isModified())
        change(tr("Describe #%1"), [this](model::Parameter& each) {
            each.description = m_description->text().toStdString();
        });
}

void ParameterRow::change(const QString& step,
                          const std::function<void(model::Parameter&)>& edit,
                          const QString& gesture)
{
    const model::Parameter* shown = parameter();
    if (shown == nullptr)
        return;
    m_unit->setModified(false);
    m_description->setModified(false);
    model::Parameter changed = *shown;
    edit(changed);
    if (changed == *shown)
        return;
    m_context.document.push(step.arg(toText(shown->name)),
                            model::setParameter(m_context.document.topology(), changed), gesture);
}

void ParameterRow::remove()
{
    // What is typed elsewhere is taken before the rows move up.
    m_remove->setFocus();
    if (const model::Parameter* shown = parameter())
        m_context.document.pushToRoot(
            tr("Remove #%1").arg(toText(shown->name)),
            model::removeParameter(m_context.document.root(), shown->name,
                                   model::UsesOfRemoved::PutValueInPlace));
}

void ParameterRow::showProblem(const QString& reason)
{
    m_problem->setText(reason);
    m_problem->setVisible(!reason.isEmpty());
}

} // namespace topomq::ui
