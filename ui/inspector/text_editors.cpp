#include "ui/inspector/text_editors.h"

#include "engine/model/options.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/choice_box.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/texts_of.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

namespace topomq::ui {

NodeListEditor::NodeListEditor(const TopologyDocument& document, QWidget* parent)
    : ValueEditor(parent)
    , m_document(document)
    , m_button(new QToolButton(this))
{
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_button->setMinimumWidth(60);
    m_button->setMenu(new QMenu(m_button));
    makeColumnLayout(this, 0)->addWidget(m_button);
    setFocusProxy(m_button);
    connect(m_button->menu(), &QMenu::aboutToShow, this, &NodeListEditor::fillMenu);
}

void NodeListEditor::show(const model::Value* value)
{
    m_nodes = textsOf(value);
    m_shared = m_nodes;
    nameButton(false);
}

void NodeListEditor::showDifferent(const std::vector<const model::Value*>& values)
{
    m_nodes = textsOf(values.front());
    for (const model::Value* value : values) {
        const std::vector<std::string> others = textsOf(value);
        std::erase_if(m_nodes, [&others](const auto& node) { return !holds(others, node); });
    }
    m_shared = m_nodes;
    nameButton(true);
}

std::optional<model::Value> NodeListEditor::value() const
{
    return listOf(m_nodes);
}

/// Each list gains and loses what has been picked here since.
std::optional<model::Value> NodeListEditor::valueFor(const model::Value& old) const
{
    std::vector<std::string> nodes = textsOf(&old);
    std::erase_if(
        nodes, [this](const auto& node) { return holds(m_shared, node) && !holds(m_nodes, node); });
    for (const std::string& node : m_nodes) {
        if (!holds(m_shared, node) && !holds(nodes, node))
            nodes.push_back(node);
    }
    return nodes == textsOf(&old) ? old : listOf(nodes);
}

void NodeListEditor::fillMenu()
{
    QMenu* menu = m_button->menu();
    menu->clear();
    for (const model::Node& node : m_document.topology().nodes) {
        const std::string id = node.id.text();
        QAction* action = menu->addAction(toText(node.title()));
        action->setCheckable(true);
        action->setChecked(holds(m_nodes, id));
        connect(action, &QAction::triggered, this, [this, id] { toggle(id); });
    }
}

void NodeListEditor::toggle(const std::string& node)
{
    if (std::erase(m_nodes, node) == 0)
        m_nodes.push_back(node);
    nameButton(false);
    Q_EMIT edited();
}

void NodeListEditor::nameButton(bool mixed)
{
    QStringList titles;
    for (const std::string& node : m_nodes)
        titles.append(nodeTitle(m_document.topology(), model::NodeId(node)));
    m_button->setToolTip(titles.join(QStringLiteral(", ")));
    if (mixed)
        m_button->setText(tr("differ"));
    else if (titles.size() > 2)
        m_button->setText(tr("%n nodes", nullptr, static_cast<int>(titles.size())));
    else
        m_button->setText(titles.isEmpty() ? tr("choose…") : titles.join(QStringLiteral(", ")));
}

LineEditor::LineEditor(QWidget* parent)
    : ValueEditor(parent)
    , m_line(new QLineEdit(this))
{
    m_line->setMinimumWidth(60);
    makeColumnLayout(this, 0)->addWidget(m_line);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textEdited, this, &LineEditor::typed);
}

void LineEditor::show(const model::Value* value)
{
    const auto* text = value == nullptr ? nullptr : value->asText();
    m_line->setText(text == nullptr ? QString() : toText(*text));
}

void LineEditor::showDifferent(const std::vector<const model::Value*>& /*values*/)
{
    m_line->clear();
}

void LineEditor::setMixed(bool mixed)
{
    m_line->setPlaceholderText(mixed ? tr("differ") : tr("none"));
}

std::optional<model::Value> LineEditor::valueFor(const model::Value& old) const
{
    return m_line->text().isEmpty() ? old : value();
}

std::optional<model::Value> LineEditor::value() const
{
    return m_line->text().isEmpty() ? model::Value() : model::Value(m_line->text().toStdString());
}

ChoiceEditor::ChoiceEditor(const QStringList& choices, QWidget* parent)
    : ValueEditor(parent)
    , m_box(new ChoiceBox(this))
{
    m_box->addItems(choices);
    makeColumnLayout(this, 0)->addWidget(m_box);
    setFocusProxy(m_box);
    connect(m_box, &QComboBox::activated, this, &ChoiceEditor::edited);
}

void ChoiceEditor::showDifferent(const std::vector<const model::Value*>& /*values*/)
{
    m_box->setPlaceholderText(tr("differ"));
    m_box->setCurrentIndex(-1);
}

void ChoiceEditor::show(const model::Value* value)
{
    const std::string* text = value == nullptr ? nullptr : value->asText();
    if (text == nullptr) {
        m_box->setCurrentIndex(0);
        return;
    }
    // A word of the file that is none of the choices is shown as it is; the rules mark it.
    if (m_box->findText(toText(*text)) < 0)
        m_box->addItem(toText(*text));
    m_box->setCurrentText(toText(*text));
}

std::optional<model::Value> ChoiceEditor::value() const
{
    if (m_box->currentIndex() < 0)
        return std::nullopt;
    return m_box->currentIndex() == 0 ? model::Value()
                                      : model::Value(m_box->currentText().toStdString());
}

NumberListEditor::NumberListEditor(QWidget* parent)
    : ValueEditor(parent)
    , m_line(new QLineEdit(this))
{
    makeColumnLayout(this, 0)->addWidget(m_line);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textEdited, this, &NumberListEditor::typed);
}

void NumberListEditor::showDifferent(const std::vector<const model::Value*>& /*values*/)
{
    m_line->clear();
}

void NumberListEditor::setMixed(bool mixed)
{
    m_line->setPlaceholderText(mixed ? tr("differ") : tr("none"));
}

std::optional<model::Value> NumberListEditor::valueFor(const model::Value& old) const
{
    return m_line->text().trimmed().isEmpty() ? old : value();
}

void NumberListEditor::show(const model::Value* value)
{
    QStringList numbers;
    if (value != nullptr) {
        for (const std::int64_t number : model::integersFrom(*value))
            numbers.append(QString::number(number));
    }
    m_line->setText(numbers.join(QStringLiteral(", ")));
}

std::optional<model::Value> NumberListEditor::value() const
{
    static const QRegularExpression separators(QStringLiteral("[,\\s]+"));
    model::Array numbers;
    for (const QString& part : m_line->text().split(separators, Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const qlonglong number = part.toLongLong(&isNumber);
        if (!isNumber)
            return std::nullopt;
        numbers.emplace_back(std::int64_t{number});
    }
    return numbers.empty() ? model::Value() : model::Value(numbers);
}

SwitchEditor::SwitchEditor(bool defaultValue, QWidget* parent)
    : ValueEditor(parent)
    , m_check(new QCheckBox(this))
    , m_default(defaultValue)
{
    makeColumnLayout(this, 0)->addWidget(m_check);
    setFocusProxy(m_check);
    connect(m_check, &QCheckBox::clicked, this, [this] {
        m_check->setTristate(false);
        Q_EMIT edited();
    });
}

void SwitchEditor::showDifferent(const std::vector<const model::Value*>& /*values*/)
{
    m_check->setTristate(true);
    m_check->setCheckState(Qt::PartiallyChecked);
}

void SwitchEditor::show(const model::Value* value)
{
    bool on = m_default;
    if (value != nullptr && value->asBool() != nullptr)
        on = *value->asBool();
    else if (value != nullptr && value->asInteger() != nullptr)
        on = *value->asInteger() != 0;
    m_check->setTristate(false);
    m_check->setCheckState(on ? Qt::Checked : Qt::Unchecked);
}

std::optional<model::Value> SwitchEditor::value() const
{
    if (m_check->checkState() == Qt::PartiallyChecked)
        return std::nullopt;
    return m_check->isChecked() == m_default ? model::Value() : model::Value(m_check->isChecked());
}

} // namespace topomq::ui
