#include "ui/inspector/value_field.h"

#include "ui/document/engine_text.h"
#include "ui/inspector/edit_gesture.h"
#include "ui/inspector/field_label.h"
#include "ui/inspector/inspector_context.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/value_editor.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

#include <utility>

namespace topomq::ui {

namespace {

constexpr int kRowHeight = 28;
/// Longer than between two keys of one number (ms).
constexpr int kPause = 300;

} // namespace

void setColumns(QGridLayout* grid, bool compact)
{
    grid->setColumnStretch(0, compact ? 12 : 8);
    grid->setColumnMinimumWidth(1, kSignButtonSize);
    grid->setColumnStretch(2, compact ? 10 : 12);
}

ValueField::ValueField(FieldBinding binding,
                       ValueEditor* editor,
                       const InspectorContext& context,
                       QWidget* parent)
    : QWidget(parent)
    , m_binding(std::move(binding))
    , m_context(context)
    , m_editor(editor)
    , m_label(new FieldLabel(m_binding.label, this))
    , m_reset(makeSignButton(context.theme, this, QStringLiteral("↺"), tr("Back to the default")))
    , m_problem(makeNote(context.theme, this))
    , m_notes(new FieldNotes(m_binding.place, m_binding.name, m_binding.help, context, this))
{
    m_editor->setParent(this);
    m_editor->setObjectName(m_binding.name);
    m_label->setToolTip(m_binding.help + u'\n' + tr("A click keeps this below the field."));
    m_label->setObjectName(m_binding.name + QStringLiteral("/label"));
    m_label->setCursor(Qt::WhatsThisCursor);
    m_label->installEventFilter(this);
    m_editor->setToolTip(m_binding.help);
    QWidget* target = m_editor->focusProxy() == nullptr ? m_editor : m_editor->focusProxy();
    m_editor->nameParts(m_binding.label);
    target->setAccessibleDescription(m_binding.help);
    m_reset->setObjectName(m_binding.name + QStringLiteral("/reset"));
    m_problem->setObjectName(m_binding.name + QStringLiteral("/problem"));
    setLabelColor(m_problem, context.theme.colors().bad);
    m_problem->hide();
    place();
    m_gesture = new EditGesture(context.document, m_binding.name, m_editor);
    connectEditor();
    sync();
}

ValueField::~ValueField()
{
    if (m_pause.isActive())
        take();
    // The children go after this: what they say while they lose the focus is for nobody.
    m_gesture->disconnect(this);
    m_editor->disconnect(this);
}

bool ValueField::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_label && event->type() == QEvent::MouseButtonRelease)
        m_notes->toggleHelp();
    return QWidget::eventFilter(watched, event);
}

void ValueField::connectEditor()
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(m_editor, &ValueEditor::edited, this, &ValueField::take);
    connect(m_editor, &ValueEditor::typed, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_pause, &QTimer::timeout, this, &ValueField::take);
    connect(m_gesture, &EditGesture::settled, this, &ValueField::settle);
    connect(m_reset, &QToolButton::clicked, this, &ValueField::reset);
}

void ValueField::place()
{
    QSizePolicy policy = m_reset->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(policy);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(2);
    if (m_editor->isWide()) {
        grid->addWidget(m_label, 0, 0);
        grid->addWidget(m_reset, 0, 1);
        grid->addWidget(m_editor, 1, 0, 1, 2);
        grid->setColumnStretch(0, 1);
        grid->addWidget(m_problem, 2, 0, 1, 2);
        grid->addWidget(m_notes, 3, 0, 1, 2);
        return;
    }
    m_label->setFixedHeight(kRowHeight);
    if (m_binding.compact)
        m_label->setFont(m_context.theme.smallFont());
    grid->addWidget(m_label, 0, 0, Qt::AlignTop);
    grid->addWidget(m_reset, 0, 1, Qt::AlignTop | Qt::AlignHCenter);
    grid->addWidget(m_editor, 0, 2);
    setColumns(grid, m_binding.compact);
    grid->addWidget(m_problem, 1, 0, 1, 3);
    grid->addWidget(m_notes, 2, 0, 1, 3);
}

void ValueField::sync()
{
    const FieldState state = m_binding.read();
    const bool changed =
        state.mixed || (state.value.has_value() && *state.value != m_binding.defaultValue);
    const Colors& colors = m_context.theme.colors();
    setLabelColor(m_label, changed ? colors.text : colors.dim);
    QFont font = m_label->font();
    font.setWeight(changed ? QFont::DemiBold : QFont::Normal);
    m_label->setFont(font);
    m_reset->setVisible(state.mixed || state.value.has_value());
    m_editor->parametersChanged();
    m_notes->showValue(state.mixed ? std::nullopt : state.value);
    if (m_shown == state)
        return;
    if (!m_shown || !editorMeans(state))
        showState(state);
    m_editor->setMixed(state.mixed);
    m_shown = state;
    showProblem({});
}

void ValueField::showState(const FieldState& state)
{
    if (!state.mixed) {
        m_editor->show(state.value ? &*state.value : nullptr);
        return;
    }
    std::vector<const model::Value*> values;
    for (const auto& value : state.each)
        values.push_back(value ? &*value : nullptr);
    m_editor->showDifferent(values);
}

void ValueField::settle()
{
    if (m_pause.isActive())
        take();
    // What was erased of values that differ is still there: shows it again.
    if (m_shown && m_shown->mixed && m_problem->isHidden())
        showState(*m_shown);
}

void ValueField::take()
{
    m_pause.stop();
    const FieldState start = startingPoint();
    const auto wanted = wantedFrom(start);
    if (!wanted)
        return;
    showProblem({});
    m_start.reset();
    if (start.mixed)
        m_start = Start{m_gesture->token(), start, *wanted};
    if (m_shown && m_shown->each == *wanted)
        return;
    m_binding.write(*wanted, m_gesture->token());
}

FieldState ValueField::startingPoint() const
{
    if (!m_shown)
        return m_binding.read();
    const bool goesOn = m_start && !m_editor->addsUp() && m_start->gesture == m_gesture->token()
        && m_start->made == m_shown->each;
    return goesOn ? m_start->before : *m_shown;
}

std::optional<FieldValues> ValueField::wantedFrom(const FieldState& start)
{
    FieldValues wanted;
    for (const auto& old : start.each) {
        const auto value =
            start.mixed ? m_editor->valueFor(old.value_or(model::Value())) : m_editor->value();
        if (!value) {
            showProblem(m_editor->problem());
            return std::nullopt;
        }
        const bool stays = start.mixed && *value == old.value_or(model::Value());
        const auto reason = value->isNull() || stays ? std::nullopt : m_binding.whyNot(*value);
        if (reason) {
            showProblem(engineText(*reason));
            return std::nullopt;
        }
        wanted.push_back(value->isNull() ? std::nullopt : value);
    }
    return wanted;
}

void ValueField::reset()
{
    m_pause.stop();
    // What is typed and was refused goes as well.
    const std::size_t count = m_binding.read().each.size();
    m_shown.reset();
    m_start.reset();
    m_binding.write(FieldValues(count), {});
    sync();
}

void ValueField::showProblem(const QString& reason)
{
    m_problem->setText(reason.isEmpty() ? QString() : tr("Not taken: %1").arg(reason));
    m_problem->setVisible(!reason.isEmpty());
    markProblem(m_editor->focusProxy(), !reason.isEmpty());
}

bool ValueField::editorMeans(const FieldState& state) const
{
    const auto value = m_editor->value();
    if (!value || state.mixed)
        return false;
    return value->isNull() ? !state.value.has_value() : state.value == *value;
}

} // namespace topomq::ui
