using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using RawInference.Contract;

namespace RawInference.SkPlugin.Tests;

public sealed class PluginSchemaTests
{
    private static readonly KernelPlugin Plugin = new KernelPluginCollection().AddRawInference(new FakeClient(Answers.Chat()));

    [Fact]
    public void Functions_AreNamedAndDescribed()
    {
        Assert.Equal("raw_inference", Plugin.Name);
        Assert.Equal(["chat", "infer"], Plugin.Select(function => function.Name).Order());
        Assert.All(Plugin, function => Assert.NotEmpty(function.Description));
        Assert.All(Plugin, function => Assert.Contains("retry_after_ms", function.Metadata.ReturnParameter.Description, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("chat", "provider:string model:string! prompt:string! system:string temperature:number max_tokens:integer")]
    [InlineData("infer", "provider:string model:string! inputs:object! parameters:object task:string full:boolean")]
    public void ModelsSee_EachParameterWithItsTypeAndDescription(string function, string expected)
    {
        var parameters = Plugin[function].Metadata.Parameters;

        Assert.Equal(expected, string.Join(' ', parameters.Select(parameter =>
            $"{parameter.Name}:{Schema(parameter).GetProperty("type").GetString()}{(parameter.IsRequired ? "!" : "")}")));
        Assert.All(parameters, parameter => Assert.NotEmpty(Schema(parameter).GetProperty("description").GetString()!));
    }

    [Fact]
    public void EveryInputInTheSchema_IsOneOfTheContract()
    {
        var inputs = Schema(Plugin["infer"].Metadata.Parameters.Single(parameter => parameter.Name == "inputs")).GetProperty("properties");
        var parameters = Schema(Plugin["infer"].Metadata.Parameters.Single(parameter => parameter.Name == "parameters")).GetProperty("properties");

        Assert.Subset(OperationContracts.All.SelectMany(contract => contract.InputKeys).ToHashSet(), inputs.EnumerateObject().Select(member => member.Name).ToHashSet());
        Assert.Subset(OperationContracts.All.SelectMany(contract => contract.ParameterNames).ToHashSet(), parameters.EnumerateObject().Select(member => member.Name).ToHashSet());
    }

    [Fact]
    public void EveryOperation_IsATask_AndNamedInTheDescription()
    {
        var infer = Plugin["infer"];
        var tasks = Schema(infer.Metadata.Parameters.Single(parameter => parameter.Name == "task")).GetProperty("enum");

        Assert.Equal(OperationContracts.All.Select(contract => contract.Operation), tasks.EnumerateArray().Select(task => task.GetString()));
        Assert.All(OperationContracts.All, contract => Assert.Contains(contract.Operation, infer.Description, StringComparison.Ordinal));
    }

    [Fact]
    public async Task BuiltKernel_HasThePlugin_OverItsOwnClient()
    {
        var builder = Kernel.CreateBuilder();
        builder.Services.AddScoped<IInferenceClient>(_ => new FakeClient(Answers.Chat("From the service.")));
        builder.AddRawInferencePlugin("models");

        var result = await builder.Build().InvokeAsync("models", "chat", new() { ["model"] = "fast", ["prompt"] = "Hi" });

        Assert.Equal("From the service.", result.ToString());
    }

    [Fact]
    public async Task KernelOfAScope_AsksTheClientOfThatScope()
    {
        var services = new ServiceCollection();
        services.AddScoped<IInferenceClient>(_ => new FakeClient(Answers.Chat(Guid.NewGuid().ToString())));
        services.AddKernel().AddRawInferencePlugin();
        await using var provider = services.BuildServiceProvider(validateScopes: true);

        var answers = new List<string>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await using var scope = provider.CreateAsyncScope();
            var kernel = scope.ServiceProvider.GetRequiredService<Kernel>();
            answers.Add((await kernel.InvokeAsync("raw_inference", "chat", new() { ["model"] = "fast", ["prompt"] = "Hi" })).ToString());
        }

        Assert.Equal(2, answers.Distinct().Count());
    }

    private static JsonElement Schema(KernelParameterMetadata parameter) => parameter.Schema!.RootElement;
}
