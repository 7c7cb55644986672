#pragma once
// A number with its unit inside the box: typed freely, stepped in proportion to its size. In its
// place may stand what is reckoned from parameters: "#rate / 2".

#include "engine/model/value.h"

#include <QAbstractSpinBox>
#include <QString>

#include <optional>

class QLabel;

namespace topomq::ui {

class TopologyDocument;

/// Keeps whatever is typed, also what does not fit, so that the reason can be shown beside it; an
/// empty box means the default, which it shows as a placeholder. The wheel turns it only while it
/// has the focus, so that scrolling past it changes nothing.
/// Thread: the window's.
class NumberEdit : public QAbstractSpinBox
{
    Q_OBJECT

public:
    explicit NumberEdit(QWidget* parent = nullptr);

    void setUnit(const QString& unit, const QColor& color);
    /// Whole numbers only, and the bounds that stepping keeps to.
    void setBounds(double least, double most, bool whole);
    void setDefault(double value);
    /// Shown instead of the default when several things differ; then there is nothing to step from.
    void setMixed(bool mixed);

    [[nodiscard]] bool isMixed() const { return m_mixed; }

    /// Nothing: empty, so the default.
    void setNumber(std::optional<double> value);
    /// A number or an expression; anything else counts as left out.
    void setValue(const model::Value* value);
    /// The number, or the expression as a text. Nothing when it is neither.
    [[nodiscard]] std::optional<model::Value> value() const;
    [[nodiscard]] bool isExpression() const;
    /// Offers the names of the document's parameters while one is typed.
    void completeFrom(TopologyDocument& document);
    [[nodiscard]] bool isBlank() const;
    /// Nothing when the text is no number. Reads "1 000", "2.5", "10k", "3M".
    [[nodiscard]] std::optional<double> number() const;

    void stepBy(int steps) override;
    QValidator::State validate(QString& input, int& pos) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void stepped();
    void typed();

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;
    void wheelEvent(QWheelEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void placeUnit();
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] QString textOf(double value) const;

    QLabel* m_unit = nullptr;
    double m_least = 0;
    double m_most = 0;
    double m_default = 0;
    bool m_whole = true;
    bool m_mixed = false;
};

} // namespace topomq::ui
