namespace RawInference.Client.Tests;

public class InferenceExceptionTests
{
    [Fact]
    public void OneMistake_IsTheMessage()
    {
        var exception = InferenceException.Invalid("inputs.text", "must not be empty.");

        Assert.Equal("inputs.text: must not be empty.", exception.Message);
        Assert.Equal(InferenceErrorCode.InvalidRequest, exception.Code);
    }

    [Fact]
    public void SeveralMistakes_AreAllNamed()
    {
        var exception = InferenceException.Invalid([new InferenceProblem("a", "is wrong."), new InferenceProblem("b", "is missing.")]);

        Assert.Equal("The request has 2 mistakes: a: is wrong.; b: is missing.", exception.Message);
        Assert.Equal(["a", "b"], exception.Problems.Select(problem => problem.Path));
    }
}
