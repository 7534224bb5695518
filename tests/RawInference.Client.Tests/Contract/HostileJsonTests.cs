using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using RawInference.Contract;

namespace RawInference.Client.Tests.Contract;

/// <summary>Arbitrary JSON made of the contract's own keys and words: whatever comes, it is a request or a refusal with paths.</summary>
public class HostileJsonTests
{
    private static readonly string[] Keys =
    [
        "prompts", "messages", "text", "texts", .. MediaContract.AllKeys, "role", "content", "type", "name", "tool_calls", "tool_call_id",
        "provider_state", "function", "arguments", "id", "url", "detail", "input_audio", "data", "format", "file", "file_data", "filename",
        .. OperationContracts.All.SelectMany(contract => contract.ParameterNames), "effort", "summary", "strict", "description", "parameters",
        "stream", "provider_options", "unknown", "", "\\ud800", "\\ud83d\\ude00", "a\\nb",
    ];

    private static readonly string[] Scalars =
    [
        "null", "true", "false", "0", "1", "-1", "2.5", "1e999", "-1e999", "1e-999", "123456789012345678901234567890", "\"\"", "\"a\"", "\"user\"",
        "\"assistant\"", "\"tool\"", "\"system\"", "\"text\"", "\"image_url\"", "\"input_audio\"", "\"file\"", "\"function\"", "\"auto\"",
        "\"required\"", "\"json_object\"", "\"low\"", "\"segment\"", "\"wav\"", "\"data:,a\"", "\"https://a.example\"", "\"\\ud800\"",
        "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"",
    ];

    [Fact]
    public void Reading_GivesARequestThatCanBeUsed_OrARefusalWithPaths()
    {
        var (taken, refused) = (0, 0);
        var calls =
            from operation in Gen.Elements(Operations.Chat, Operations.Embedding, Operations.Transcription)
            from inputs in Gen.Frequency((3, Object(3)), (2, Gen.Constant(Given.InputsOf(operation))), (1, Json(3)))
            from parameters in Gen.Frequency((4, Object(3)), (2, Gen.Constant("{}")), (1, Json(2)))
            select (operation, inputs, parameters);

        Prop.ForAll(calls.ToArbitrary(), call =>
        {
            var request = Given.Call(call.inputs, call.parameters);
            Assert.All(request.Shape.InputKeys, key => Assert.Contains(key, Keys));
            try
            {
                Use(request.Bind(new RequestBinding(call.operation)));
                Interlocked.Increment(ref taken);
            }
            catch (InferenceException exception)
            {
                Assert.NotEmpty(exception.Problems);
                Assert.All(exception.Problems, problem => Assert.Matches("^(inputs|parameters)", problem.Path));
                Interlocked.Increment(ref refused);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

        // Neither side of the property may be empty, or it proves nothing.
        Assert.InRange(taken, 50, 2_950);
        Assert.InRange(refused, 50, 2_950);
    }

    private static void Use(InferenceRequest request)
    {
        Assert.Empty(request.Check(Given.UnknownModel));
        Assert.NotEmpty(request.Split(Given.UnknownModel with { MaxBatch = 1 }));
        Assert.True(request.EstimatePromptTokens() >= 0);
        Assert.Equal(request.Media, request.WithMedia(request.Media).Media);
        Assert.All(request.Call.Warnings, warning => Assert.Matches("^(inputs|parameters)", warning.Path));
        if (request is RawInference.Chat.ChatRequest chat)
        {
            // What is passed on as it came can be written.
            IEnumerable<JsonElement?> passed =
            [
                chat.Parameters.Schema,
                .. chat.Parameters.Tools?.Select(tool => tool.Parameters) ?? [],
                .. chat.Conversations.SelectMany(messages => messages).Select(message => message.ProviderState),
            ];
            Assert.All(passed.OfType<JsonElement>(), element => Assert.NotEmpty(Given.Written(element.WriteTo)));
        }
    }

    private static Gen<string> Json(int depth) => depth == 0
        ? Gen.Elements(Scalars)
        : Gen.Frequency((3, Gen.Elements(Scalars)), (2, Object(depth - 1)), (2, List(depth - 1)));

    private static Gen<string> List(int depth) =>
        from count in Gen.Choose(0, 3)
        from items in Json(depth).ListOf(count)
        select $"[{string.Join(',', items)}]";

    private static Gen<string> Object(int depth) =>
        from count in Gen.Choose(0, 4)
        from members in (from key in Gen.Elements(Keys) from value in Json(depth) select $"\"{key}\":{value}").ListOf(count)
        select $"{{{string.Join(',', members)}}}";
}
