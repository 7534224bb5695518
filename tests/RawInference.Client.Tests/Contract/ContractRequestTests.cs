namespace RawInference.Client.Tests.Contract;

public class ContractRequestTests
{
    [Fact]
    public void MistakesOfInputsParametersAndBody_AreReportedTogether()
    {
        var call = Given.Call("""{"text":5}""", """{"dimensions":"many"}""") with { Problems = [new InferenceProblem("cache.mode", "is wrong.")] };

        var exception = Assert.Throws<InferenceException>(() => call.Bind(new RequestBinding(Operations.Embedding)));

        Assert.Equal(["cache.mode", "inputs.text", "parameters.dimensions"], exception.Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void MissingInput_IsReportedBesideAnEarlierMistake()
    {
        foreach (var operation in new[] { Operations.Chat, Operations.Embedding, Operations.Transcription })
        {
            var call = Given.Call("{}") with { Problems = [new InferenceProblem("cache.mode", "is wrong.")] };

            var exception = Assert.Throws<InferenceException>(() => call.Bind(new RequestBinding(operation)));

            Assert.Equal(["cache.mode", "inputs"], exception.Problems.Select(problem => problem.Path));
        }
    }

    [Fact]
    public void UnknownField_IsAWarning_AndAMistakeUnderStrict()
    {
        var call = Given.Call("""{"text":"hi","colour":"red","size":null}""", """{"mood":1}""");

        Assert.Equal(
            ["unknown_field inputs.colour", "unknown_parameter parameters.mood"],
            Given.Warned(call.Bind(new RequestBinding(Operations.Embedding))));

        var strict = call with { Call = new CallOptions { Strict = true } };
        var exception = Assert.Throws<InferenceException>(() => strict.Bind(new RequestBinding(Operations.Embedding)));
        Assert.Equal(["inputs.colour", "parameters.mood"], exception.Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void WarningsOfTheBody_AreKeptBeforeThoseOfTheInputs()
    {
        var earlier = new InferenceWarning(WarningCodes.FeatureUnavailable, "enable_semantic_cache", "does not exist yet.");
        var call = Given.Call("""{"text":"hi","colour":1}""") with { Call = new CallOptions { Warnings = [earlier] } };

        Assert.Equal(
            ["feature_unavailable enable_semantic_cache", "unknown_field inputs.colour"],
            Given.Warned(call.Bind(new RequestBinding(Operations.Embedding))));
    }

    [Fact]
    public void ModelCallAndProviderOptions_AreCarriedOver()
    {
        foreach (var operation in new[] { Operations.Chat, Operations.Embedding, Operations.Transcription })
        {
            var call = Given.Call(Given.InputsOf(operation)) with
            {
                Call = new CallOptions { IdempotencyKey = "k" },
                ProviderOptions = Given.Json("""{"user":"u"}"""),
            };

            var request = call.Bind(new RequestBinding(operation));

            Assert.Equal((operation, call.Model, "k"), (request.Operation, request.Model, request.Call.IdempotencyKey));
            Assert.Equal("""{"user":"u"}""", request.ProviderOptions!.Value.GetRawText());
        }
    }

    [Fact]
    public void OperationThatDoesNotExist_IsRefusedAtTheTask()
    {
        var exception = Assert.Throws<InferenceException>(() => Given.Bind("telepathy", "{}"));

        Assert.Equal("task", Assert.Single(exception.Problems).Path);
    }

    [Fact]
    public void Shape_HasTheTaskTheKnownKeysAndTheAttachments()
    {
        var call = Given.Call("""{"prompts":["hi"],"text":null,"colour":1}""") with
        {
            Task = Operations.Chat,
            Attachments = [Given.Image() with { Path = "inputs.image_base64" }],
        };

        Assert.Equal(Operations.Chat, call.Shape.Operation);
        Assert.Equal(["prompts", "image_base64"], call.Shape.InputKeys);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"hi\"")]
    [InlineData("null")]
    [InlineData("7")]
    public void InputsThatAreNoObject_AreRefused(string inputs)
    {
        foreach (var operation in new[] { Operations.Chat, Operations.Embedding, Operations.Transcription })
        {
            Assert.All(Given.Refused(operation, inputs), path => Assert.Equal("inputs", path));
            Assert.NotEmpty(Given.Refused(operation, inputs));
        }

        Assert.Empty(Given.Call(inputs).Shape.InputKeys);
    }

    [Fact]
    public void ThousandsOfMistakes_AreListedUpToABound()
    {
        var numbers = string.Join(',', Enumerable.Repeat("1", 10_000));
        var unknown = string.Join(',', Enumerable.Range(0, 50_000).Select(index => $"\"x{index}\":1"));

        Assert.Equal(101, Given.Refused(Operations.Embedding, $$"""{"texts":[{{numbers}}]}""").Count);
        Assert.Equal(101, Given.Embedding($$"""{"text":"hi",{{unknown}}}""").Call.Warnings.Count);
    }

    [Fact]
    public void LongName_IsCutInItsPath()
    {
        var name = string.Concat(Enumerable.Repeat("😀", 40));

        var path = Given.Embedding($$"""{"text":"hi","{{name}}":1,"y{{name}}":1}""").Call.Warnings.Select(warning => warning.Path!).ToArray();

        Assert.Equal($"inputs.{name[..64]}…", path[0]);
        Assert.Equal($"inputs.y{name[..62]}…", path[1]);
    }
}
