using System.Text.Json.Nodes;
using RawInference.Api.Errors;
using RawInference.Api.OpenApi;
using RawInference.Contract;
using RawInference.Media;

namespace RawInference.Api.Tests.OpenApi;

public class ExampleTests(DocumentHost host)
{
    public static TheoryData<string> Requests => Names(example => example.Request is not null);

    public static TheoryData<string> Multiparts => Names(example => example.Multipart is not null);

    public static TheoryData<string> Responses => Names(example => example.Response is not null);

    public static TheoryData<string> EventStreams => Names(example => example.Events is not null);

    public static TheoryData<string> Problems => Names(example => example.Problem is not null);

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_IsValid_AndTakenWithoutAComplaint(string name)
    {
        var body = Example(name).Request!;
        var schema = await host.SchemaAsync("InferenceRequest");

        Assert.Empty(schema.Validate(body));
        Assert.Empty(ContractCall.Read(body).Call.Warnings);
    }

    [Theory]
    [MemberData(nameof(Multiparts))]
    public async Task MultipartRequest_IsValid_AndTakenWithoutAComplaint(string name)
    {
        var parts = Example(name).Multipart!.AsObject();
        var attachments = parts.Where(part => part.Key != "request").Select(part => new MediaContent
        {
            Kind = Enum.Parse<MediaKind>(part.Key, ignoreCase: true),
            Path = $"inputs.{part.Key}_base64",
            Bytes = new byte[] { 1 },
        });
        var schema = await host.SchemaAsync("InferenceRequest");

        Assert.Empty(schema.Validate(parts["request"]));
        Assert.Empty(ContractCall.Read(parts["request"]!, [.. attachments]).Call.Warnings);
    }

    [Theory]
    [MemberData(nameof(Responses))]
    public async Task Response_IsValid(string name)
    {
        var schema = await host.SchemaAsync(name switch
        {
            "Models" => "ModelList",
            "Providers" => "ProviderList",
            _ => "InferenceResponse",
        });

        Assert.Empty(schema.Validate(Example(name).Response));
    }

    [Theory]
    [MemberData(nameof(EventStreams))]
    public async Task EventStream_IsDeltasAndOneEnd_EachValid(string name)
    {
        var events = Example(name).Events!.Select(item => (Name: item!["event"]!.GetValue<string>(), Data: item["data"])).ToArray();

        Assert.All(events[..^1], item => Assert.Equal("delta", item.Name));
        Assert.Contains(events[^1].Name, (string[])["response", "error"]);
        foreach (var (kind, data) in events)
        {
            var schema = await host.SchemaAsync(kind switch
            {
                "delta" => "ChatDelta",
                "response" => "InferenceResponse",
                _ => "Problem",
            });
            Assert.Empty(schema.Validate(data));
        }
    }

    [Theory]
    [MemberData(nameof(EventStreams))]
    public void EventStream_IsShownAsItIsSent(string name)
    {
        var shown = host.Document["paths"]!["/v1/inference"]!["post"]!["responses"]!["200"]!["content"]!["text/event-stream"]!["examples"]![name]!["value"]!;
        var blocks = shown.GetValue<string>().Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Example(name).Events!.Count, blocks.Length);
        Assert.All(blocks, block => Assert.Matches("^event: (delta|response|error)\ndata: {.*}$", block));
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Problem_IsWhatTheGatewayWrites(string name)
    {
        var problem = Example(name).Problem!;
        var details = problem["error"]!["details"]!;
        var written = Written.Json(writer => ProblemWriter.Write(
            writer,
            ExceptionOf(problem, details),
            problem["instance"]!.GetValue<string>(),
            details["request_id"]!.GetValue<string>()));

        Assert.True(JsonNode.DeepEquals(written, problem), written.ToJsonString());
    }

    [Fact]
    public void EveryCaseOfTheContract_HasAnExample()
    {
        var taken = DocumentExample.All.Where(example => example.Request is not null).Select(example => ContractCall.Read(example.Request!)).ToArray();

        Assert.Superset(
            OperationContracts.All.Select(contract => contract.Operation).ToHashSet(),
            taken.Select(request => request.Operation).ToHashSet());
        Assert.Contains(taken, request => request.Model.Alias is not null);
        Assert.Contains(taken, request => request.Call.Stream);
        Assert.Contains(taken, request => request.Operation == Operations.Chat && request.Media.Count > 0);
        Assert.Contains(taken, request => request.Operation == Operations.Embedding && request.Media.Count > 0);
    }

    private static InferenceException ExceptionOf(JsonNode problem, JsonNode details)
    {
        var facts = new CallFacts();
        foreach (var attempt in details["attempts"]!.AsArray())
        {
            facts.Add(new InferenceAttempt(
                attempt!["provider"]!.GetValue<string>(),
                attempt["model"]!.GetValue<string>(),
                attempt["status"]?.GetValue<int>(),
                TimeSpan.FromMilliseconds(attempt["ms"]!.GetValue<double>()),
                attempt["error"] is { } error ? CodeOf(error) : null));
        }

        return new InferenceException(CodeOf(details["code"]!), problem["detail"]!.GetValue<string>())
        {
            Problems = [.. (details["problems"]?.AsArray() ?? []).Select(mistake =>
                new InferenceProblem(mistake!["path"]!.GetValue<string>(), mistake["message"]!.GetValue<string>()))],
            ProviderStatus = details["provider_status"]?.GetValue<int>(),
            ProviderCode = details["provider_code"]?.GetValue<string>(),
            ProviderRequestId = details["provider_request_id"]?.GetValue<string>(),
            RetryAfter = details["retry_after_ms"] is { } wait ? TimeSpan.FromMilliseconds(wait.GetValue<int>()) : null,
            Facts = facts,
        };
    }

    private static InferenceErrorCode CodeOf(JsonNode name) =>
        Enum.GetValues<InferenceErrorCode>().Single(code => InferenceErrors.NameOf(code) == name.GetValue<string>());

    private static TheoryData<string> Names(Func<DocumentExample, bool> choose) =>
        [.. DocumentExample.All.Where(choose).Select(example => example.Name)];

    private static DocumentExample Example(string name) => DocumentExample.All.Single(example => example.Name == name);
}
