using System.Text.Json.Nodes;
using RawInference.Api.OpenApi;

namespace RawInference.Api.Tests.OpenApi;

public class AdminExampleTests(DocumentHost host)
{
    public static TheoryData<string> Operations => [.. AdminOperation.All.Select(operation => operation.Id)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Example_IsValid(string id)
    {
        var operation = AdminOperation.All.Single(known => known.Id == id);
        var example = EmbeddedJson.Read(AdminOperationTransformer.Examples).Single(file => file.Key == id).Value;

        Assert.Empty((await host.SchemaAsync(operation.Answer)).Validate(example["response"]));
        Assert.Equal(operation.Body is null, example["request"] is null);
        if (operation.Body is not null)
        {
            Assert.Empty((await host.SchemaAsync(operation.Body)).Validate(example["request"]));
        }
    }

    [Fact]
    public void EveryAdminOperation_IsThere_WithItsBodyAndItsAnswer()
    {
        var operations = host.Document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .ToDictionary(operation => operation.Value!["operationId"]!.GetValue<string>(), operation => operation.Value!);

        foreach (var admin in AdminOperation.All)
        {
            var operation = operations[admin.Id];
            Assert.EndsWith($"/{admin.Answer}", Reference(operation["responses"]![admin.Creates ? "201" : "200"]!), StringComparison.Ordinal);
            Assert.Equal(admin.Body is null, operation["requestBody"] is null);
            Assert.NotNull(operation["responses"]!["403"]);
        }
    }

    private static string Reference(JsonNode content) => content["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>();
}
