using RawInference.Emulator.Answers;
using RawInference.Emulator.Faults;

namespace RawInference.Emulator.Tests.Answers;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("What is 2+2?", "4")]
    [InlineData("what is 2 + 3 * 4", "14")]
    [InlineData("(2 + 3) * 4 =", "20")]
    [InlineData("Calculate: 7 / 2", "3.5")]
    [InlineData("You are a calculator.\nHow much is 0.1 + 0.2?", "0.3")]
    [InlineData("What is 5 - -3?", "8")]
    [InlineData("What is 1 / 0?", "Division by zero is undefined.")]
    [InlineData("Say hello world", "hello world")]
    [InlineData("Please repeat after me: \"One, two\"", "One, two")]
    [InlineData("Reply with exactly: OK", "OK")]
    [InlineData("Convert 'Light' to uppercase", "LIGHT")]
    [InlineData("lowercase: LIGHT House", "light house")]
    [InlineData("How many words are in: the light keeps turning", "There are 4 words.")]
    [InlineData("Count the words: one", "There is 1 word.")]
    public void SmallTask_IsDone(string prompt, string expected) => Assert.Equal(expected, Answer(prompt));

    [Theory]
    [InlineData("Answer in 1-2 sentences about 2024-01-02.")]
    [InlineData("Tell me about lighthouses")]
    [InlineData("Who said that?")]
    public void OtherPrompt_IsQuotedAndAnsweredTheSameEachTime(string prompt)
    {
        Assert.Equal(Answer(prompt), Answer(prompt));
        Assert.StartsWith($"You asked: \"{prompt}\" ", Answer(prompt), StringComparison.Ordinal);
    }

    [Fact]
    public void WordsAsked_AreWritten() => Assert.Equal(250, Answer("Write 250 words about the sea").Split(' ').Length);

    [Fact]
    public void LongPrompt_IsQuotedWithoutHalfACharacter()
    {
        var answer = Answer("x" + string.Concat(Enumerable.Repeat("😀", 500)));

        Assert.DoesNotContain(answer.EnumerateRunes(), rune => rune.Value == 0xFFFD);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("four", 1)]
    [InlineData("fives", 2)]
    [InlineData("☕☕", 2)]
    public void Tokens_AreFourBytes(string text, int expected) => Assert.Equal(expected, TokenCount.Of(text));

    [Fact]
    public void TruncatedText_HasAtMostThatManyTokensAndWholeCharacters()
    {
        const string Text = "naïve ☕ 😀 café, and so on";
        for (var tokens = 0; tokens <= TokenCount.Of(Text); tokens++)
        {
            var cut = TokenCount.Truncate(Text, tokens);

            Assert.True(TokenCount.Of(cut) <= tokens);
            Assert.StartsWith(cut, Text, StringComparison.Ordinal);
            Assert.DoesNotContain(cut.EnumerateRunes(), rune => rune.Value == 0xFFFD);
        }
    }

    private static string Answer(string prompt) =>
        PlainText.Of(new Question { Turns = [new Turn(TurnRole.User, prompt)], Faults = FaultPlan.None }, choice: 0);
}
